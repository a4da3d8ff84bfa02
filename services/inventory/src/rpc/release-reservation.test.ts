import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, fail } = startInventory();
const { getItem } = InventoryService.method;
const { releaseReservation, reserveStock } = StockService.method;

test("gives the pieces back, once", async () => {
  const { id, productId } = await addItem(5n);
  const reservationId = crypto.randomUUID();
  await call(reserveStock, { reservationId, productId, channel: "web", quantity: 5n });
  await call(releaseReservation, { reservationId });
  await call(releaseReservation, { reservationId });
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ reserved: 0n, available: 5n });
  expect(await fail(releaseReservation, { reservationId: "1" })).toContain("[invalid_argument]");
});
