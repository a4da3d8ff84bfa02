import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addProduct, call } = startInventory();
const { createItem, listLowStockItems } = InventoryService.method;

test("lists items at or below their reorder level, also those below zero", async () => {
  const add = async (channel: string, quantity: bigint, reorderLevel: bigint) => {
    const productId = addProduct();
    await call(createItem, { productId, channel, quantity, reorderLevel });
    return productId;
  };
  const at = await add("web", 5n, 5n);
  await add("web", 6n, 5n);
  const sold = await add("web", 1n, 0n);
  const shop = await add("shop", 0n, 0n);
  const movement = { saleId: 1n, channel: "web", changeQty: -3n, reason: Reason.SALE };
  await call(StockService.method.applyMovements, { movements: [{ ...movement, productId: sold }] });
  const all = await call(listLowStockItems, {});
  expect(all.total).toBe(3n);
  expect(all.items.map((item) => [item.productId, item.quantity, item.lowStock])).toEqual([
    [at, 5n, true],
    [sold, -2n, true],
    [shop, 0n, true],
  ]);
  expect(all.items[0]?.productName).toBe("Teapot");
  const web = await call(listLowStockItems, { channel: "web", limit: 1 });
  expect(web.total).toBe(2n);
  const next = await call(listLowStockItems, { channel: "web", pageToken: web.nextPageToken });
  expect(next.items.map((item) => item.productId)).toEqual([sold]);
});
