import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, fail, query } = startInventory();
const { getItem } = InventoryService.method;
const { prolongReservations, reserveStock } = StockService.method;

test("keeps the pieces of sales that were made from others", async () => {
  const { id, productId } = await addItem(5n);
  const reserve = async (quantity: bigint) => {
    const reservationId = crypto.randomUUID();
    await call(reserveStock, { reservationId, productId, channel: "web", quantity });
    return reservationId;
  };
  const [late, long, abandoned] = [await reserve(2n), await reserve(1n), await reserve(2n)];
  await query("update reservation set expires_at = now() where id in (?, ?)", [late, abandoned]);
  await query("update reservation set expires_at = now() + interval '1 day' where id = ?", [long]);
  const reservationIds = [late, long, crypto.randomUUID()];
  expect(await call(prolongReservations, { reservationIds })).toMatchObject({ prolonged: 2 });
  const { item } = await call(getItem, { inventoryId: id });
  expect(item).toMatchObject({ reserved: 3n, available: 2n });
  const kept = await query(
    `select id, expires_at > now() + interval '23 hours' as is_long from reservation
     where expires_at > now() + interval '10 minutes' order by quantity`,
  );
  expect(kept).toEqual([
    { id: long, is_long: true },
    { id: late, is_long: false },
  ]);
});

test("takes any number up to 1000, and ids only", async () => {
  expect(await call(prolongReservations, {})).toMatchObject({ prolonged: 0 });
  expect(await fail(prolongReservations, { reservationIds: ["1"] })).toContain(
    "[invalid_argument]",
  );
});
