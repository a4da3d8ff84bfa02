import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { forgetExpired } from "./forget-expired.ts";
import { startInventory } from "./testing/start-inventory.ts";

const { addItem, call, entityManager, query } = startInventory();

test("forgets reservations that expired a day ago and old keys, and nothing else", async () => {
  const { id, productId } = await addItem(5n);
  const [old, expired, fresh] = [1, 2, 3].map(() => crypto.randomUUID());
  for (const reservationId of [old, expired, fresh]) {
    const request = { reservationId, productId, channel: "web", quantity: 1n };
    await call(StockService.method.reserveStock, request);
  }
  const expire = (id: string | undefined, ago: string) =>
    query("update reservation set expires_at = now() - ?::interval where id = ?", [ago, id]);
  await expire(old, "25 hours");
  await expire(expired, "23 hours");
  for (const idempotencyKey of ["old", "fresh"]) {
    const request = { inventoryId: id, quantity: 5n, idempotencyKey };
    await call(InventoryService.method.setItemQuantity, request);
  }
  await query(
    "update idempotency_key set recorded_at = now() - interval '3 days' where key = 'old'",
  );
  await forgetExpired(entityManager());
  expect(await query("select id from reservation order by expires_at")).toEqual([
    { id: expired },
    { id: fresh },
  ]);
  expect(await query("select key from idempotency_key")).toEqual([{ key: "fresh" }]);
});
