import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { forgetExpired } from "./forget-expired.ts";
import { startInventory } from "./testing/start-inventory.ts";

const { addItem, call, entityManager, query } = startInventory();

test("forgets reservations that have expired and old keys, and nothing else", async () => {
  const { id, productId } = await addItem(5n);
  const [old, fresh] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const reservationId of [old, fresh]) {
    const request = { reservationId, productId, channel: "web", quantity: 1n };
    await call(StockService.method.reserveStock, request);
  }
  await query("update reservation set expires_at = now() where id = ?", [old]);
  for (const idempotencyKey of ["old", "fresh"]) {
    const request = { inventoryId: id, quantity: 5n, idempotencyKey };
    await call(InventoryService.method.setItemQuantity, request);
  }
  await query(
    "update idempotency_key set recorded_at = now() - interval '3 days' where key = 'old'",
  );
  await forgetExpired(entityManager());
  expect(await query("select id from reservation")).toEqual([{ id: fresh }]);
  expect(await query("select key from idempotency_key")).toEqual([{ key: "fresh" }]);
});
