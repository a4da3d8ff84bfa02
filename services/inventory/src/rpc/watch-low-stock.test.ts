import { createLog, Hint } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { create } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { forgetExpired } from "../forget-expired.ts";
import { askCatalog } from "../products.ts";
import { startInventory } from "../testing/start-inventory.ts";
import { lowsOf, readTold, startWatching } from "../testing/start-watching.ts";
import { watchLowStock } from "./watch-low-stock.ts";

const inventory = startInventory();
const { addItem, call, catalog, entityManager, query, watch } = inventory;
const { begin, leave, signal } = startWatching(inventory);
const { adjustItem, createItem, setItemQuantity, setProductStock, updateItem } =
  InventoryService.method;
const { applyMovements } = StockService.method;

let lastSale = 0n;
/** A sale of some pieces. */
function sell(productId: bigint, pieces: bigint, reason: Reason = Reason.SALE) {
  lastSale += 1n;
  return { saleId: lastSale, productId, channel: "default", changeQty: -pieces, reason };
}

test("whatever makes an item cross its reorder level is told, and nothing else", async () => {
  const { stream } = await begin();
  const { id, productId } = await addItem(10n, "default", 5n);
  await call(adjustItem, { inventoryId: id, changeQty: -4n, reason: Reason.LOST });
  await call(adjustItem, { inventoryId: id, changeQty: -1n, reason: Reason.LOST });
  await call(adjustItem, { inventoryId: id, changeQty: -1n, reason: Reason.LOST });
  await call(setItemQuantity, { inventoryId: id, quantity: 6n });
  await call(setProductStock, { productId, stock: 2n });
  await call(updateItem, { inventoryId: id, reorderLevel: 1n });
  await call(updateItem, { inventoryId: id, reorderLevel: 2n });
  await call(setItemQuantity, { inventoryId: id, quantity: 5n });
  const sale = sell(productId, 3n);
  await call(applyMovements, { movements: [sell(productId, 1n), sale] });
  const { productId: empty } = await addItem(0n, "web");
  const messages = await readTold(stream, 8);
  expect(lowsOf(messages)).toEqual([
    [5n, true],
    [6n, false],
    [2n, true],
    [2n, false],
    [2n, true],
    [5n, false],
    [1n, true],
    [0n, true],
  ]);
  expect(messages[0]?.event).toMatchObject({
    inventoryId: id,
    productId,
    productName: "Teapot",
    channel: "default",
    reorderLevel: 5n,
  });
  expect(messages[0]?.event?.saleId).toBeUndefined();
  expect(messages[0]?.event?.occurredAt).toBeDefined();
  expect(messages[6]?.event).toMatchObject({ saleId: sale.saleId, reorderLevel: 2n });
  expect(messages[7]?.event).toMatchObject({ productId: empty, channel: "web" });
});

test("each crossing within one call of the ledger's follower is told, with its sale", async () => {
  const { stream } = await begin();
  const { productId } = await addItem(4n, "default", 2n);
  const down = sell(productId, 3n);
  const up = sell(productId, -3n, Reason.REFUND);
  const under = sell(productId, 9n);
  await call(applyMovements, { movements: [down, up, under, down] });
  const messages = await readTold(stream, 3);
  expect(messages.map(({ event }) => [event?.saleId, event?.quantity, event?.lowStock])).toEqual([
    [down.saleId, 1n, true],
    [up.saleId, 4n, false],
    [under.saleId, -5n, true],
  ]);
});

test("every position goes on with what came after it, nothing lost and nothing twice", async () => {
  const { stream, position: start } = await begin();
  const { id } = await addItem(1n, "default", 5n);
  for (const quantity of [9n, 3n, 8n]) {
    await call(setItemQuantity, { inventoryId: id, quantity });
  }
  const messages = await readTold(stream, 4);
  const positions = [start, ...messages.map(({ position }) => position)];
  for (const [index, after] of positions.entries()) {
    const { stream: resumed, position } = await begin({ after });
    expect(position).toBe(after);
    expect(await readTold(resumed, 4 - index)).toEqual(messages.slice(index));
  }
});

test("the filters keep to a channel, a product and a direction", async () => {
  const { position } = await begin();
  const web = await addItem(5n, "web", 1n);
  const shop = await addItem(5n, "shop", 1n);
  for (const quantity of [1n, 5n, 0n]) {
    for (const { id } of [web, shop]) {
      await call(setItemQuantity, { inventoryId: id, quantity });
    }
  }
  const ask = async (request: Parameters<typeof watch>[0], count: number) =>
    lowsOf(await readTold((await begin({ after: position, ...request })).stream, count));
  const each = [
    [1n, true],
    [5n, false],
    [0n, true],
  ];
  expect(await ask({ channel: "web" }, 3)).toEqual(each);
  expect(await ask({ productId: shop.productId }, 3)).toEqual(each);
  expect(await ask({ lowStock: true }, 4)).toEqual([each[0], each[0], each[2], each[2]]);
  expect(await ask({ lowStock: false }, 2)).toEqual([each[1], each[1]]);
});

test("a position whose events are forgotten, or that no event has reached, is out of range", async () => {
  const { stream, position } = await begin();
  const { id } = await addItem(1n, "default", 5n);
  await call(setItemQuantity, { inventoryId: id, quantity: 9n });
  const [, rise] = await readTold(stream, 2);
  await query("update low_stock_event set occurred_at = now() - interval '31 days' where id <= ?", [
    rise?.position,
  ]);
  await forgetExpired(entityManager());
  const problem = (after: string) => watch({ after }, signal()).next();
  await expect(problem(position)).rejects.toMatchObject({
    code: Code.OutOfRange,
    rawMessage: `after: events after ${position} are forgotten already: begin without it, and list what is low now`,
  });
  const ahead = String(BigInt(rise?.position ?? 0) + 1n);
  await expect(problem(ahead)).rejects.toMatchObject({ code: Code.OutOfRange });
  for (const after of ["", "x", "-1", "9".repeat(19)]) {
    await expect(problem(after)).rejects.toMatchObject({ code: Code.InvalidArgument });
  }
  const { stream: resumed } = await begin({ after: rise?.position });
  await call(setItemQuantity, { inventoryId: id, quantity: 4n });
  expect(lowsOf(await readTold(resumed, 1))).toEqual([[4n, true]]);
});

test("a product that does not exist is not found", async () => {
  const watching = watch({ productId: 987_654n }, signal()).next();
  await expect(watching).rejects.toMatchObject({ code: Code.NotFound });
});

test("an idle stream says where it is, and goes on after others' events", async () => {
  const deps = { em: entityManager(), products: askCatalog(catalog, createLog("x", "silent")) };
  const options = { happened: new Hint(), stopping: signal(), keepAliveMs: 1 };
  const method = InventoryService.method.watchLowStock;
  const request = create(method.input, { channel: "nowhere" });
  const handler = watchLowStock(deps, options);
  const context = { ...testContext(), signal: signal() };
  const stream = handler(request, context)[Symbol.asyncIterator]();
  const first = BigInt((await stream.next()).value?.position ?? 0);
  await addItem(0n);
  let latest = first;
  while (latest === first) {
    options.happened.give();
    const { value } = await stream.next();
    expect(value.event).toBeUndefined();
    latest = BigInt(value.position);
  }
  expect(latest).toBe(first + 1n);
});

test("events come without the product's name while the catalogue is away", async () => {
  const { stream } = await begin();
  const { productId } = await addItem(1n, "default");
  try {
    catalog.state = "away";
    await call(createItem, { productId, channel: "web", quantity: 0n });
    const [message] = await readTold(stream, 1);
    expect(message?.event).toMatchObject({ productId, channel: "web" });
    expect(message?.event?.productName).toBeUndefined();
  } finally {
    catalog.state = "here";
  }
});

test("a watcher that leaves ends the stream, without an error", async () => {
  const { stream: left } = await begin();
  const next = left.next();
  leave();
  expect(await next).toMatchObject({ done: true });
});

test("a watcher is told when the service stops", async () => {
  const { stream: stays } = await begin();
  const outcome = expect(stays.next()).rejects.toMatchObject({ code: Code.Unavailable });
  await inventory.stop();
  await outcome;
});
