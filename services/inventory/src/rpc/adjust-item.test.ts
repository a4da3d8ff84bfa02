import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, fail } = startInventory();
const { adjustItem, getItem, listHistory } = InventoryService.method;
const reason = Reason.DAMAGED;

test("adds and takes, and says why in the history", async () => {
  const { id } = await addItem(10n);
  const taken = await call(adjustItem, {
    inventoryId: id,
    changeQty: -3n,
    reason,
    comment: "fell",
  });
  expect(taken.item).toMatchObject({ quantity: 7n, productName: "Teapot" });
  const { items } = await call(listHistory, { inventoryId: id });
  expect(items[0]).toMatchObject({ changeQty: -3n, quantity: 7n, reason, comment: "fell" });
});

test("does not make a quantity negative or too great, and changes nothing then", async () => {
  const { id } = await addItem(2n);
  expect(await fail(adjustItem, { inventoryId: id, changeQty: -3n, reason })).toBe(
    "[failed_precondition] change_qty: would change the quantity from 2 to -1, beyond 0 to 1000000000",
  );
  expect(await fail(adjustItem, { inventoryId: id, changeQty: 1_000_000_000n, reason })).toContain(
    "[failed_precondition] change_qty: ",
  );
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(2n);
  expect((await call(listHistory, { inventoryId: id })).total).toBe(1n);
});

test("raises a quantity that the ledger made negative, even if it stays so", async () => {
  const { id, productId } = await addItem(0n);
  await call(StockService.method.applyMovements, {
    movements: [{ saleId: 1n, productId, channel: "web", changeQty: -9n, reason: Reason.SALE }],
  });
  const { item } = await call(adjustItem, { inventoryId: id, changeQty: 5n, reason });
  expect(item?.quantity).toBe(-4n);
});

test("takes from a quantity that the ledger raised beyond what is entered by hand", async () => {
  const { id, productId } = await addItem(1_000_000_000n);
  await call(StockService.method.applyMovements, {
    movements: [{ saleId: 2n, productId, channel: "web", changeQty: 9n, reason: Reason.VOID }],
  });
  const { item } = await call(adjustItem, { inventoryId: id, changeQty: -1n, reason });
  expect(item?.quantity).toBe(1_000_000_008n);
});

test("of many takers of the last pieces each gets one until none is left", async () => {
  const { id } = await addItem(5n);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      call(adjustItem, { inventoryId: id, changeQty: -1n, reason }).then(() => "taken", String),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(5);
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(0n);
});

test("adjusts once for an idempotency key, also when asked at the same moment", async () => {
  const { id } = await addItem(0n);
  const request = { inventoryId: id, changeQty: 4n, reason, idempotencyKey: "adjust-1" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(adjustItem, request)));
  expect(answers.map((answer) => answer.item?.quantity)).toEqual(Array(8).fill(4n));
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(4n);
  expect(await fail(adjustItem, { ...request, changeQty: 5n })).toContain("[already_exists]");
});

test.each([
  [{ changeQty: 0n, reason }, "change_qty"],
  [{ changeQty: 1n }, "reason"],
  [{ changeQty: 1n, reason: Reason.VOID }, "reason"],
  [{ changeQty: 1_000_000_001n, reason }, "change_qty"],
])("refuses %o by naming %s", async (request, field) => {
  const { id } = await addItem(1n);
  expect(await fail(adjustItem, { inventoryId: id, ...request })).toContain(
    `[invalid_argument] ${field}: `,
  );
});
