import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { insist } from "../testing/insist.ts";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, catalog, fail } = startInventory();
const { adjustItem, getItem, listHistory, setItemQuantity } = InventoryService.method;

test("sets the quantity and writes the difference into the history", async () => {
  const { id } = await addItem(10n);
  const { item } = await call(setItemQuantity, { inventoryId: id, quantity: 4n, comment: "count" });
  expect(item).toMatchObject({ quantity: 4n, productName: "Teapot" });
  await call(setItemQuantity, { inventoryId: id, quantity: 4n, reason: Reason.CORRECTION });
  const { items } = await call(listHistory, { inventoryId: id });
  expect(items).toMatchObject([
    { changeQty: 0n, quantity: 4n, reason: Reason.CORRECTION },
    { changeQty: -6n, quantity: 4n, reason: Reason.COUNTED, comment: "count", actor: "test" },
    { changeQty: 10n, quantity: 10n },
  ]);
});

test("of many who expect the same quantity one sets it and the rest learn the present one", async () => {
  const { id } = await addItem(10n);
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) => {
      const request = { inventoryId: id, quantity: BigInt(20 + index), expectedQuantity: 10n };
      return call(setItemQuantity, request).then(() => "set", String);
    }),
  );
  expect(outcomes.filter((outcome) => outcome === "set")).toHaveLength(1);
  const { item } = await call(getItem, { inventoryId: id });
  expect(outcomes.filter((outcome) => outcome !== "set")).toEqual(
    Array(9).fill(`ConnectError: [aborted] expected_quantity: the quantity is ${item?.quantity}`),
  );
  expect((await call(listHistory, { inventoryId: id })).total).toBe(2n);
});

test("answers a retry with the first result and refuses another body for its key", async () => {
  const { id } = await addItem(10n);
  const request = { inventoryId: id, quantity: 3n, idempotencyKey: "set-1" };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => call(setItemQuantity, request)),
  );
  expect(answers.map((answer) => answer.item?.quantity)).toEqual(Array(6).fill(3n));
  await call(setItemQuantity, { inventoryId: id, quantity: 8n });
  expect((await call(setItemQuantity, request)).item?.quantity).toBe(3n);
  expect((await call(getItem, { inventoryId: id })).item?.quantity).toBe(8n);
  expect(await fail(setItemQuantity, { ...request, quantity: 4n })).toContain("[already_exists]");
  expect((await call(listHistory, { inventoryId: id })).total).toBe(3n);
});

test("keeps the history exact under 200 adjustments and sets at once", {
  timeout: 60_000,
}, async () => {
  const { id } = await addItem(1_000n);
  await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      index % 4 === 0
        ? insist(call)(setItemQuantity, { inventoryId: id, quantity: BigInt(1_000 + index) })
        : insist(call)(adjustItem, {
            inventoryId: id,
            changeQty: BigInt(index % 2 === 0 ? 3 : -2),
            reason: Reason.RECEIVED,
          }),
    ),
  );
  const { items, total } = await call(listHistory, { inventoryId: id, limit: 1000 });
  const { item } = await call(getItem, { inventoryId: id });
  expect(total).toBe(201n);
  let quantity = 0n;
  for (const entry of items.reverse()) {
    quantity += entry.changeQty;
    expect(entry.quantity).toBe(quantity);
  }
  expect(item?.quantity).toBe(quantity);
});

test("refuses what is out of bounds, unknown or the ledger's own", async () => {
  const { id } = await addItem(1n);
  const inventoryId = id;
  expect(await fail(setItemQuantity, { inventoryId })).toContain("quantity: value is required");
  expect(await fail(setItemQuantity, { inventoryId, quantity: -1n })).toContain("quantity: ");
  const sale = { inventoryId, quantity: 1n, reason: Reason.SALE };
  expect(await fail(setItemQuantity, sale)).toContain("[invalid_argument] reason: ");
  expect(await fail(setItemQuantity, { inventoryId: "42", quantity: 1n })).toContain(
    "[invalid_argument] inventory_id: ",
  );
  const unknown = "01970000-0000-7000-8000-000000000000";
  expect(await fail(setItemQuantity, { inventoryId: unknown, quantity: 1n })).toBe(
    `[not_found] inventory_id: there is no item ${unknown}`,
  );
  expect((await call(listHistory, { inventoryId })).total).toBe(1n);
});

test("works without the product's name while the catalogue is away", async () => {
  const { id } = await addItem(1n);
  try {
    catalog.state = "away";
    const { item } = await call(setItemQuantity, { inventoryId: id, quantity: 2n });
    expect(item).toMatchObject({ quantity: 2n });
    expect(item?.productName).toBeUndefined();
  } finally {
    catalog.state = "here";
  }
});
