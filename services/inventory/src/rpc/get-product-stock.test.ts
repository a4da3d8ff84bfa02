import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, addProduct, call, catalog, fail } = startInventory();
const { createItem, getProductStock } = InventoryService.method;

test("sums the stock over channels and shows the items by channel", async () => {
  const { productId } = await addItem(3n, "web");
  await call(createItem, { productId, channel: "shop", quantity: 4n });
  const { productStock } = await call(getProductStock, { productId });
  expect(productStock).toMatchObject({ productId, productName: "Teapot", stock: 7n });
  expect(productStock?.items).toMatchObject([
    { channel: "shop", quantity: 4n, productName: "Teapot" },
    { channel: "web", quantity: 3n, productName: "Teapot" },
  ]);
  expect(productStock?.updatedAt).toEqual(productStock?.items[0]?.updatedAt);
});

test("answers stock 0 for a product without items, NOT_FOUND for none", async () => {
  const { productStock } = await call(getProductStock, { productId: addProduct("New") });
  expect(productStock).toMatchObject({ productName: "New", stock: 0n, items: [] });
  expect(productStock?.updatedAt).toBeUndefined();
  expect(await fail(getProductStock, { productId: 777_777n })).toBe(
    "[not_found] product_id: there is no product 777777",
  );
  expect(await fail(getProductStock, { productId: 0n })).toContain("[invalid_argument] product_id");
});

test("while the catalogue is away, answers for products with items only", async () => {
  const { productId } = await addItem(3n);
  const bare = addProduct();
  try {
    catalog.state = "away";
    const { productStock } = await call(getProductStock, { productId });
    expect(productStock?.stock).toBe(3n);
    expect(productStock?.productName).toBeUndefined();
    expect(await fail(getProductStock, { productId: bare })).toContain("[unavailable]");
  } finally {
    catalog.state = "here";
  }
});
