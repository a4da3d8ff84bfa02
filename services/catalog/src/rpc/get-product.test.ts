import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { deleteProduct, getProduct } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("a product is answered by its id, also once archived", async () => {
  const product = await catalog.addProduct({ description: "Blue", sku: "get-1" });
  expect((await catalog.call(getProduct, { productId: product.id })).product).toEqual(product);
  await catalog.call(deleteProduct, { productId: product.id });
  const archived = await catalog.call(getProduct, { productId: product.id });
  expect(archived.product).toMatchObject({ archived: true, version: 2 });
});

test("an unknown id is not found", async () => {
  await expect(catalog.call(getProduct, { productId: 987654n })).rejects.toThrow(
    new ConnectError("product_id: there is no product 987654", Code.NotFound),
  );
});
