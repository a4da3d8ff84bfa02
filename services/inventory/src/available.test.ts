import { InventoryService, type Item, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "./testing/start-inventory.ts";

const { addItem, call, query } = startInventory();
const rpc = InventoryService.method;

test("every answer with an item shows what is available, without what has expired", async () => {
  const { id: inventoryId, productId } = await addItem(10n, "web", 50n);
  const ids = ["held", "expired"].map(() => crypto.randomUUID());
  for (const reservationId of ids) {
    const request = { reservationId, productId, channel: "web", quantity: 3n };
    await call(StockService.method.reserveStock, request);
  }
  await query("update reservation set expires_at = now() where id = ?", [ids[1]]);
  const reason = Reason.CORRECTION;
  const answers: readonly (Item | undefined)[] = [
    (await call(rpc.getItem, { inventoryId })).item,
    (await call(rpc.listItems, { productId })).items[0],
    (await call(rpc.getProductStock, { productId })).productStock?.items[0],
    (await call(rpc.listLowStockItems, { channel: "web" })).items[0],
    (await call(rpc.listLowStockProducts, { threshold: 100n })).items[0]?.items[0],
    (await call(rpc.setItemQuantity, { inventoryId, quantity: 10n })).item,
    (await call(rpc.updateItem, { inventoryId, reorderLevel: 50n })).item,
    (await call(rpc.adjustItem, { inventoryId, changeQty: 1n, reason })).item,
    (await call(rpc.setProductStock, { productId, stock: 10n })).productStock?.items[0],
  ];
  for (const item of answers) {
    expect(item).toMatchObject({ id: inventoryId, reserved: 3n });
    expect(item?.available).toBe((item?.quantity ?? 0n) - 3n);
  }
});
