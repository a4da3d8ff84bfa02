import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, catalog, fail, query } = startInventory();
const { getItem } = InventoryService.method;
const { reserveStock } = StockService.method;

test("answers an item with its product's present name", async () => {
  const { id, productId } = await addItem(3n, "web");
  catalog.names.set(productId, "Renamed");
  const { item } = await call(getItem, { inventoryId: id.toUpperCase() });
  expect(item).toMatchObject({ id, productId, productName: "Renamed", channel: "web" });
});

test("counts reservations that have not expired", async () => {
  const { id, productId } = await addItem(10n);
  const [kept, expired] = [crypto.randomUUID(), crypto.randomUUID()];
  await call(reserveStock, { reservationId: kept, productId, channel: "web", quantity: 2n });
  await call(reserveStock, { reservationId: expired, productId, channel: "web", quantity: 5n });
  await query("update reservation set expires_at = now() where id = ?", [expired]);
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ quantity: 10n, reserved: 2n, available: 8n });
});

test("says which item there is not", async () => {
  const unknown = "01970000-0000-7000-8000-000000000000";
  expect(await fail(getItem, { inventoryId: unknown })).toBe(
    `[not_found] inventory_id: there is no item ${unknown}`,
  );
  expect(await fail(getItem, { inventoryId: "x" })).toContain("[invalid_argument] inventory_id: ");
});

test("answers without the name while the catalogue is away or silent", async () => {
  const { id } = await addItem(3n);
  try {
    for (const state of ["away", "silent"] as const) {
      catalog.state = state;
      const { item } = await call(getItem, { inventoryId: id });
      expect(item?.quantity).toBe(3n);
      expect(item?.productName).toBeUndefined();
    }
  } finally {
    catalog.state = "here";
  }
});
