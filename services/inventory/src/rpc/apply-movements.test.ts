import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { insist } from "../testing/insist.ts";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, addProduct, call, fail, query } = startInventory();
const { adjustItem, createItem, getItem, getProductStock, listHistory } = InventoryService.method;
const { applyMovements, reserveStock } = StockService.method;

let lastSale = 0n;

/** A sale of some pieces on channel web. */
function sell(productId: bigint, pieces: number, channel = "web") {
  lastSale += 1n;
  const changeQty = BigInt(-pieces);
  return { saleId: lastSale, productId, channel, changeQty, reason: Reason.SALE, actor: "till" };
}

test("changes the channel's item, else default, else nothing", async () => {
  const { productId } = await addItem(10n);
  await call(createItem, { productId, channel: "shop", quantity: 10n });
  const elsewhere = (await addItem(10n, "shop")).productId;
  const movements = [
    sell(productId, 1, "shop"),
    sell(productId, 2, "web"),
    sell(elsewhere, 3, "web"),
    sell(addProduct(), 4),
  ];
  expect((await call(applyMovements, { movements })).applied).toBe(2);
  const { productStock } = await call(getProductStock, { productId });
  expect(productStock?.items).toMatchObject([
    { channel: "default", quantity: 8n },
    { channel: "shop", quantity: 9n },
  ]);
  expect((await call(getProductStock, { productId: elsewhere })).productStock?.stock).toBe(10n);
});

test("gives each movement its own history row with the quantity after it", async () => {
  const { id, productId } = await addItem(3n);
  const first = sell(productId, 2);
  const second = sell(productId, 4);
  const back = { ...sell(productId, -1), reason: Reason.REFUND };
  expect((await call(applyMovements, { movements: [first, second, back] })).applied).toBe(3);
  const { items } = await call(listHistory, { inventoryId: id });
  expect(items).toMatchObject([
    { changeQty: 1n, quantity: -2n, reason: Reason.REFUND, saleId: back.saleId, actor: "till" },
    { changeQty: -4n, quantity: -3n, reason: Reason.SALE, saleId: second.saleId },
    { changeQty: -2n, quantity: 1n, reason: Reason.SALE, saleId: first.saleId },
    { changeQty: 3n, quantity: 3n },
  ]);
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(-2n);
});

test("gives back to the item that the sale took from, though others were made since", async () => {
  const { id, productId } = await addItem(10n);
  const sales = [sell(productId, 3), sell(productId, 2)];
  await call(applyMovements, { movements: sales });
  await call(createItem, { productId, channel: "web", quantity: 50n });
  const [refund, undo] = sales.map(({ saleId, changeQty }, index) => ({
    ...sell(productId, Number(changeQty)),
    reason: index === 0 ? Reason.REFUND : Reason.VOID,
    refundOf: saleId,
  }));
  const movements = [refund ?? {}, undo ?? {}, refund ?? {}];
  expect((await call(applyMovements, { movements })).applied).toBe(2);
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(10n);
  const { productStock } = await call(getProductStock, { productId });
  expect(productStock?.stock).toBe(60n);
});

test("puts what comes back of an untracked sale on the shelf, and leaves its void alone", async () => {
  const productId = addProduct();
  const sale = sell(productId, 5);
  await call(applyMovements, { movements: [sale] });
  const { item } = await call(createItem, { productId, quantity: 7n });
  const refundOf = sale.saleId;
  const undo = { ...sell(productId, -5), reason: Reason.VOID, refundOf };
  expect((await call(applyMovements, { movements: [undo] })).applied).toBe(0);
  const back = { ...sell(productId, -1), reason: Reason.REFUND, refundOf };
  expect((await call(applyMovements, { movements: [back] })).applied).toBe(1);
  expect((await call(getItem, { inventoryId: item?.id })).item?.quantity).toBe(8n);
});

test("applies a sale once: twice in a call, in a later call, in calls at once", async () => {
  const { id, productId } = await addItem(100n);
  const sale = sell(productId, 1);
  expect((await call(applyMovements, { movements: [sale, sale] })).applied).toBe(1);
  expect((await call(applyMovements, { movements: [sale] })).applied).toBe(0);
  const movements = Array.from({ length: 50 }, () => sell(productId, 1));
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      call(applyMovements, { movements: index % 2 ? movements : movements.toReversed() }),
    ),
  );
  expect(outcomes.reduce((sum, outcome) => sum + outcome.applied, 0)).toBe(50);
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(49n);
});

test("does not move an item that was made after the sale went by untracked", async () => {
  const productId = addProduct();
  const sale = sell(productId, 5);
  expect((await call(applyMovements, { movements: [sale] })).applied).toBe(0);
  const { item } = await call(createItem, { productId, quantity: 7n });
  expect((await call(applyMovements, { movements: [sale] })).applied).toBe(0);
  expect((await call(getItem, { inventoryId: item?.id })).item?.quantity).toBe(7n);
});

test("uses up a reservation in the same transaction, also one of a sale applied before", async () => {
  const { id, productId } = await addItem(10n);
  const reservationId = crypto.randomUUID();
  await call(reserveStock, { reservationId, productId, channel: "web", quantity: 4n });
  const sale = { ...sell(productId, 4), reservationId };
  await call(applyMovements, { movements: [sale] });
  const after = await call(getItem, { inventoryId: id });
  expect(after.item).toMatchObject({ quantity: 6n, reserved: 0n, available: 6n });
  await call(reserveStock, { reservationId, productId, channel: "web", quantity: 4n });
  await call(applyMovements, { movements: [sale] });
  expect((await call(getItem, { inventoryId: id })).item).toMatchObject({ reserved: 0n });
});

test("neither deadlocks nor loses an update beside adjustments", { timeout: 60_000 }, async () => {
  const items = await Promise.all(Array.from({ length: 6 }, () => addItem(1_000n)));
  const movements = () => {
    const some = items.map((item) => sell(item.productId, 1));
    return some.toSorted(() => Math.random() - 0.5);
  };
  await Promise.all([
    ...Array.from({ length: 40 }, () => insist(call)(applyMovements, { movements: movements() })),
    ...Array.from({ length: 60 }, (_, index) => {
      const inventoryId = items[index % items.length]?.id ?? "";
      return insist(call)(adjustItem, { inventoryId, changeQty: 2n, reason: Reason.RECEIVED });
    }),
  ]);
  for (const { id } of items) {
    const { item } = await call(getItem, { inventoryId: id });
    expect(item?.quantity).toBe(1_000n - 40n + 20n);
    const { items: entries } = await call(listHistory, { inventoryId: id, limit: 1000 });
    let quantity = 0n;
    for (const entry of entries.toReversed()) {
      quantity += entry.changeQty;
      expect(entry.quantity).toBe(quantity);
    }
  }
});

test("applies all of a call or nothing", async () => {
  const { id, productId } = await addItem(5n);
  await query("alter table history add constraint unlucky check (actor <> 'unlucky')");
  const movements = [sell(productId, 1), { ...sell(productId, 1), actor: "unlucky" }];
  expect(await fail(applyMovements, { movements })).toBe("[internal] internal error");
  await query("alter table history drop constraint unlucky");
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(5n);
  expect((await call(applyMovements, { movements })).applied).toBe(2);
});

test.each([
  [{ reason: Reason.COUNTED }, "movements[0].reason"],
  [{ saleId: 0n }, "movements[0].sale_id"],
  [{ changeQty: 1n << 40n }, "movements[0].change_qty"],
  [{ channel: "a\0" }, "movements[0].channel"],
])("refuses %o by naming %s", async (broken, field) => {
  const movements = [{ ...sell(1n, 1), ...broken }];
  expect(await fail(applyMovements, { movements })).toContain(`[invalid_argument] ${field}: `);
});
