import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addProduct, call, catalog, fail } = startInventory();
const { createItem, listLowStockProducts } = InventoryService.method;

test("lists tracked products below the threshold, lowest first, in stable pages", async () => {
  const add = async (...quantities: bigint[]) => {
    const productId = addProduct();
    for (const [index, quantity] of quantities.entries()) {
      await call(createItem, { productId, channel: `channel ${index}`, quantity });
    }
    return productId;
  };
  const nine = await add(4n, 5n);
  await add(10n);
  await add(5n, 5n);
  const oversold = await add(1n);
  const alsoNine = await add(9n);
  addProduct("untracked");
  const movement = { saleId: 1n, channel: "channel 0", changeQty: -3n, reason: Reason.SALE };
  await call(StockService.method.applyMovements, {
    movements: [{ ...movement, productId: oversold }],
  });

  const list = await call(listLowStockProducts, {});
  expect(list).toMatchObject({ total: 3n, skip: 0, limit: 100, nextPageToken: "" });
  expect(list.items.map((product) => [product.productId, product.stock])).toEqual([
    [oversold, -2n],
    [nine, 9n],
    [alsoNine, 9n],
  ]);
  expect(list.items[1]).toMatchObject({ productName: "Teapot", itemCount: 2 });
  expect(list.items[1]?.updatedAt).toEqual(list.items[1]?.items[1]?.updatedAt);
  expect(list.items[1]?.items.map((item) => item.quantity)).toEqual([4n, 5n]);

  const seen: bigint[] = [];
  let pageToken = "";
  do {
    const page = await call(listLowStockProducts, { limit: 1, pageToken });
    expect(page.total).toBe(3n);
    seen.push(...page.items.map((product) => product.productId));
    pageToken = page.nextPageToken;
  } while (pageToken);
  expect(seen).toEqual([oversold, nine, alsoNine]);
  const skipped = await call(listLowStockProducts, { skip: 1, limit: 1 });
  expect(skipped.items.map((product) => product.productId)).toEqual([nine]);

  expect((await call(listLowStockProducts, { threshold: 11n })).total).toBe(5n);
  expect((await call(listLowStockProducts, { threshold: -5n })).items).toEqual([]);
  expect(await fail(listLowStockProducts, { pageToken: "WyJhIiwiYiJd" })).toContain("page_token");

  const many = await add(...Array.from({ length: 24 }, (_, index) => (index < 9 ? 0n : 1n)));
  const { items } = await call(listLowStockProducts, { threshold: 100n });
  const wide = items.find((product) => product.productId === many);
  expect(wide).toMatchObject({ stock: 15n, itemCount: 24 });
  expect(wide?.items).toHaveLength(20);
  expect(wide?.items.filter((item) => item.quantity === 0n)).toHaveLength(9);

  try {
    catalog.state = "away";
    const away = await call(listLowStockProducts, {});
    expect(away.items.map((product) => product.productName)).toEqual(Array(3).fill(undefined));
  } finally {
    catalog.state = "here";
  }
});
