import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { createCategory, getProduct, updateCategory } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("a new name shows in the products of the category", async () => {
  const product = await catalog.addProduct({ category: "Drinks" });
  const { category } = await catalog.call(updateCategory, {
    categoryId: product.categoryId,
    name: "Beverages",
  });
  expect(category).toMatchObject({ id: product.categoryId, name: "Beverages" });
  const answer = await catalog.call(getProduct, { productId: product.id });
  expect(answer.product).toMatchObject({ category: "Beverages", version: product.version });
});

test("a category can take its own name in another case, but not another's", async () => {
  const { category } = await catalog.call(createCategory, { name: "herbs" });
  await catalog.call(createCategory, { name: "Spices" });
  const renamed = await catalog.call(updateCategory, { categoryId: category?.id, name: "Herbs" });
  expect(renamed.category?.name).toBe("Herbs");
  await expect(
    catalog.call(updateCategory, { categoryId: category?.id, name: "SPICES" }),
  ).rejects.toThrow(new ConnectError("name: there is a category of this name", Code.AlreadyExists));
});

test("an unknown id is not found", async () => {
  await expect(catalog.call(updateCategory, { categoryId: 987654n, name: "None" })).rejects.toThrow(
    new ConnectError("category_id: there is no category 987654", Code.NotFound),
  );
});
