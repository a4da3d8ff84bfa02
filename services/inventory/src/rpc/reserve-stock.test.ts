import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, addProduct, call, fail, query } = startInventory();
const { createItem, getItem } = InventoryService.method;
const { applyMovements, reserveStock } = StockService.method;

/** A reservation of some pieces on channel web. */
function wish(productId: bigint, quantity: bigint, reservationId = crypto.randomUUID()) {
  return { reservationId, productId, channel: "web", quantity };
}

test("of 200 buyers of 50 pieces exactly 50 get one", { timeout: 60_000 }, async () => {
  const { id, productId } = await addItem(50n);
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () =>
      call(reserveStock, wish(productId, 1n)).then(() => 1, String),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 1)).toHaveLength(50);
  expect(new Set(outcomes)).toEqual(
    new Set([1, "ConnectError: [failed_precondition] quantity: 1 asked for, 0 available"]),
  );
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 50n, reserved: 50n, available: 0n });
});

test("reserves once for an id, also when asked at the same moment", async () => {
  const { id, productId } = await addItem(3n);
  const request = wish(productId, 2n);
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(reserveStock, request)));
  expect(answers.map((answer) => answer.inventoryId)).toEqual(Array(8).fill(id));
  expect((await call(getItem, { inventoryId: id })).item?.reserved).toBe(2n);
  expect(await fail(reserveStock, { ...request, quantity: 1n })).toContain(
    "[already_exists] reservation_id",
  );
});

test("takes the channel's own item, else default, else says that there is none", async () => {
  const { id, productId } = await addItem(3n);
  expect((await call(reserveStock, wish(productId, 1n))).inventoryId).toBe(id);
  const { item } = await call(createItem, { productId, channel: "web", quantity: 1n });
  expect((await call(reserveStock, wish(productId, 1n))).inventoryId).toBe(item?.id);
  expect(await fail(reserveStock, wish(productId, 1n))).toContain("[failed_precondition] quantity");
  const bare = addProduct();
  expect(await fail(reserveStock, wish(bare, 1n))).toBe(
    `[failed_precondition] product_id: product ${bare} has no item on channel web nor on default`,
  );
});

test("frees what has expired, for others and for the same id, and forgets it", async () => {
  const { id, productId } = await addItem(1n);
  const request = wish(productId, 1n);
  await call(reserveStock, request);
  await query("update reservation set expires_at = now() - interval '1 second' where id = ?", [
    request.reservationId,
  ]);
  expect((await call(getItem, { inventoryId: id })).item?.available).toBe(1n);
  await call(reserveStock, request);
  expect((await call(getItem, { inventoryId: id })).item?.available).toBe(0n);
  await query("update reservation set expires_at = now() - interval '1 second' where id = ?", [
    request.reservationId,
  ]);
  const other = wish(productId, 1n);
  await call(reserveStock, other);
  expect(await fail(reserveStock, request)).toContain("[failed_precondition] quantity");
});

test("of 80 buyers who each reserve and then buy, as many as there are pieces do", async () => {
  const { id, productId } = await addItem(30n);
  const outcomes = await Promise.all(
    Array.from({ length: 80 }, async (_, index) => {
      const request = wish(productId, 1n);
      const reserved = await call(reserveStock, request).then(
        () => true,
        () => false,
      );
      if (!reserved) return 0;
      const { reservationId, channel } = request;
      const sale = { saleId: BigInt(index + 1), productId, channel, reservationId };
      const movement = { ...sale, changeQty: -1n, reason: Reason.SALE };
      return (await call(applyMovements, { movements: [movement] })).applied;
    }),
  );
  expect(outcomes.reduce((sum, applied) => sum + applied, 0)).toBe(30);
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 0n, reserved: 0n, available: 0n });
});
