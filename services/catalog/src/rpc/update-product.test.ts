import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { getProduct, listCategories, updateProduct } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("what is given changes, and nothing else", async () => {
  const before = await catalog.addProduct({ name: "Old", description: "Kept", sku: "up-1" });
  const { product } = await catalog.call(updateProduct, {
    productId: before.id,
    name: "New",
    price: "2.5",
    category: "Other",
  });
  expect(product).toMatchObject({
    name: "New",
    price: "2.50",
    category: "Other",
    description: "Kept",
    sku: "up-1",
    version: 2,
    createdAt: before.createdAt,
  });
  expect((await catalog.call(getProduct, { productId: before.id })).product).toEqual(product);
});

test("a change of nothing keeps the version and the time of the last change", async () => {
  const before = await catalog.addProduct({ name: "Same", price: "18", sku: "up-2" });
  const { id: productId, name, sku, categoryId } = before;
  for (const request of [
    { productId },
    { productId, name, sku, categoryId, price: "18.0000", archived: false, description: "" },
    { productId, category: "THINGS" },
  ]) {
    expect((await catalog.call(updateProduct, request)).product).toEqual(before);
  }
});

test("the empty text removes description and SKU", async () => {
  const before = await catalog.addProduct({ description: "Gone", sku: "up-3" });
  const { product } = await catalog.call(updateProduct, {
    productId: before.id,
    description: "",
    sku: "",
  });
  expect([product?.description, product?.sku]).toEqual([undefined, undefined]);
  await expect(catalog.addProduct({ sku: "up-3" })).resolves.toBeDefined();
});

test("of many that build on the same version one succeeds", async () => {
  const { id: productId } = await catalog.addProduct();
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, n) =>
      catalog.call(updateProduct, { productId, name: `Name ${n}`, expectedVersion: 1 }),
    ),
  );
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(5);
  for (const { reason } of refused) {
    expect(reason).toEqual(
      new ConnectError(`expected_version: product ${productId} has version 2`, Code.Aborted),
    );
  }
});

test("an archived product can be put back on sale", async () => {
  const { id: productId } = await catalog.addProduct();
  await catalog.call(updateProduct, { productId, archived: true });
  const { product } = await catalog.call(updateProduct, { productId, archived: false });
  expect(product).toMatchObject({ archived: false, version: 3 });
});

test("a taken SKU is refused and changes nothing, not even the categories", async () => {
  await catalog.addProduct({ sku: "up-4" });
  const before = await catalog.addProduct();
  const productId = before.id;
  await expect(
    catalog.call(updateProduct, { productId, sku: "up-4", category: "Undone" }),
  ).rejects.toThrow(new ConnectError("sku: another product has this SKU", Code.AlreadyExists));
  expect((await catalog.call(getProduct, { productId })).product).toEqual(before);
  const { items } = await catalog.call(listCategories, {});
  expect(items.map(({ name }) => name)).not.toContain("Undone");
});

test("products that take each other's SKU at once are told to try again, or that it is taken", async () => {
  const left = await catalog.addProduct({ sku: "left" });
  const right = await catalog.addProduct({ sku: "right" });
  for (let round = 0; round < 5; round++) {
    const results = await Promise.allSettled([
      catalog.call(updateProduct, { productId: left.id, sku: "right" }),
      catalog.call(updateProduct, { productId: right.id, sku: "left" }),
    ]);
    for (const result of results) {
      if (result.status === "fulfilled") throw new Error("a SKU was given to two products");
      expect([Code.AlreadyExists, Code.Aborted]).toContain(result.reason.code);
    }
  }
});

test("unknown ids are not found", async () => {
  await expect(catalog.call(updateProduct, { productId: 987654n })).rejects.toThrow(
    new ConnectError("product_id: there is no product 987654", Code.NotFound),
  );
  const { id: productId } = await catalog.addProduct();
  await expect(catalog.call(updateProduct, { productId, categoryId: 987654n })).rejects.toThrow(
    new ConnectError("category_id: there is no category 987654", Code.NotFound),
  );
});
