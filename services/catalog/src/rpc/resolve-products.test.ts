import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { CatalogFeedService } from "@backroom/proto/catalog/v1/feed_pb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { createCategory, deleteCategory, deleteProduct } = CatalogService.method;
const { resolveProducts } = CatalogFeedService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("products are found by id and by SKU, each once, with their categories", async () => {
  const pen = await catalog.addProduct({ category: "Pens", sku: "R-1" });
  const book = await catalog.addProduct({ category: "Books", sku: "R-2" });
  const cup = await catalog.addProduct({ category: "Cups" });
  await catalog.call(deleteProduct, { productId: cup.id });
  const { products, categories } = await catalog.call(resolveProducts, {
    productIds: [pen.id, cup.id, 987654n],
    skus: ["R-1", "R-2", "r-2", "none"],
  });
  const byId = new Map(products.map((product) => [product.id, product]));
  expect(products).toHaveLength(3);
  expect([byId.get(pen.id), byId.get(book.id)]).toEqual([pen, book]);
  expect(byId.get(cup.id)).toMatchObject({ archived: true });
  expect(categories.map(({ name }) => name).toSorted()).toEqual(["Books", "Cups", "Pens"]);
});

test("categories are found by id and by name in any case, deleted ones are not", async () => {
  const { category: tea } = await catalog.call(createCategory, { name: "Tea" });
  const { category: gone } = await catalog.call(createCategory, { name: "Gone" });
  const { category: herbs } = await catalog.call(createCategory, { name: "Herbs" });
  await catalog.call(deleteCategory, { categoryId: gone?.id });
  const { products, categories } = await catalog.call(resolveProducts, {
    categoryIds: [tea?.id ?? 0n, gone?.id ?? 0n, 987654n],
    categoryNames: ["TEA", "herbs", "Gone", "none"],
  });
  expect(products).toEqual([]);
  expect(categories.toSorted((a, b) => Number(a.id - b.id))).toEqual([tea, herbs]);
});

test("nothing asked for, nothing answered", async () => {
  const { products, categories } = await catalog.call(resolveProducts, {});
  expect([products, categories]).toEqual([[], []]);
});
