import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { deleteProduct, listProducts } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("a product is archived once, and leaves the default list", async () => {
  const product = await catalog.addProduct();
  const first = await catalog.call(deleteProduct, { productId: product.id });
  expect(first.product).toMatchObject({ id: product.id, archived: true, version: 2 });
  const second = await catalog.call(deleteProduct, { productId: product.id });
  expect(second.product).toEqual(first.product);
  expect(await catalog.call(listProducts, {})).toMatchObject({ items: [], total: 0n });
  expect(await catalog.call(listProducts, { archived: true })).toMatchObject({
    items: [{ id: product.id }],
    total: 1n,
  });
});

test("an unknown id is not found", async () => {
  await expect(catalog.call(deleteProduct, { productId: 987654n })).rejects.toThrow(
    new ConnectError("product_id: there is no product 987654", Code.NotFound),
  );
});
