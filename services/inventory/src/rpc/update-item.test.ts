import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, fail } = startInventory();
const { listHistory, updateItem } = InventoryService.method;

test("changes the reorder level, which is no change of the quantity", async () => {
  const { id } = await addItem(5n);
  const { item } = await call(updateItem, { inventoryId: id, reorderLevel: 6n });
  expect(item).toMatchObject({
    quantity: 5n,
    reorderLevel: 6n,
    lowStock: true,
    productName: "Teapot",
  });
  const again = await call(updateItem, { inventoryId: id, reorderLevel: 0n });
  expect(again.item).toMatchObject({ reorderLevel: 0n, lowStock: false });
  expect((await call(listHistory, { inventoryId: id })).total).toBe(1n);
});

test("refuses an unknown item, a missing and a negative level", async () => {
  const { id } = await addItem(5n);
  expect(await fail(updateItem, { inventoryId: id })).toContain("reorder_level: value is required");
  expect(await fail(updateItem, { inventoryId: id, reorderLevel: -1n })).toContain("reorder_level");
  const unknown = "01970000-0000-7000-8000-000000000000";
  expect(await fail(updateItem, { inventoryId: unknown, reorderLevel: 1n })).toContain(
    "[not_found]",
  );
});
