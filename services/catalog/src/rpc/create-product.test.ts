import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { createProduct, createCategory, listProducts, listCategories } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("a product is answered as it was made, its category made with it", async () => {
  const { product } = await catalog.call(createProduct, {
    name: "Chai",
    description: "Ten boxes",
    price: "18",
    category: "Beverages",
    sku: "NW-1",
  });
  expect(product).toMatchObject({
    name: "Chai",
    description: "Ten boxes",
    price: "18.00",
    category: "Beverages",
    sku: "NW-1",
    archived: false,
    version: 1,
  });
  const again = await catalog.addProduct({ category: "BEVERAGES", price: "0.0395" });
  expect(again).toMatchObject({
    categoryId: product?.categoryId,
    category: "Beverages",
    price: "0.0395",
  });
  expect([again.description, again.sku]).toEqual([undefined, undefined]);
});

test("the highest price is kept to the last digit", async () => {
  const product = await catalog.addProduct({ price: "999999999999.9999" });
  expect(product.price).toBe("999999999999.9999");
});

test("an unknown category id is refused by name", async () => {
  await expect(
    catalog.call(createProduct, { name: "X", price: "1", categoryId: 987654n }),
  ).rejects.toThrow(new ConnectError("category_id: there is no category 987654", Code.NotFound));
});

test("a SKU is taken once, to the letter", async () => {
  await catalog.addProduct({ sku: "only" });
  await expect(catalog.addProduct({ sku: "only" })).rejects.toThrow(
    new ConnectError("sku: another product has this SKU", Code.AlreadyExists),
  );
  await expect(catalog.addProduct({ sku: "ONLY" })).resolves.toMatchObject({ sku: "ONLY" });
});

test("one of many that take the same SKU at once gets it, and no category is left over", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => catalog.addProduct({ sku: "race", category: `Race ${n}` })),
  );
  const codes = results.map((result) =>
    result.status === "fulfilled" ? "made" : Code[ConnectError.from(result.reason).code],
  );
  expect(codes.toSorted()).toEqual([...Array<string>(7).fill("AlreadyExists"), "made"]);
  const { items } = await catalog.call(listCategories, {});
  expect(items.filter(({ name }) => name.startsWith("Race"))).toHaveLength(1);
});

test("many that name the same new category at once are all in the one that is made", async () => {
  const products = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      catalog.addProduct({ category: n % 2 ? "Fresh Herbs" : "fresh herbs" }),
    ),
  );
  expect(new Set(products.map(({ categoryId }) => categoryId)).size).toBe(1);
});

test("a retry answers the first product, also when both come at once", async () => {
  const request = {
    name: "Once",
    price: "2",
    category: "Retries",
    idempotencyKey: "create-product-1",
  };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => catalog.call(createProduct, request)),
  );
  const later = await catalog.call(createProduct, request);
  expect(new Set([...answers, later].map(({ product }) => product?.id)).size).toBe(1);
  expect(later).toEqual(answers[0]);
  const { total } = await catalog.call(listProducts, { category: "Retries" });
  expect(total).toBe(1n);
});

test("a key that was used with another body or rpc is refused and nothing is made", async () => {
  const idempotencyKey = "create-product-2";
  await catalog.addProduct({ idempotencyKey });
  const refusal = new ConnectError(
    "idempotency_key: was used before with another request",
    Code.AlreadyExists,
  );
  await expect(catalog.addProduct({ idempotencyKey, price: "3" })).rejects.toThrow(refusal);
  await expect(catalog.call(createCategory, { name: "Key", idempotencyKey })).rejects.toThrow(
    refusal,
  );
});

test("the key of a request that failed can be used again", async () => {
  const idempotencyKey = "create-product-3";
  await catalog.addProduct({ sku: "blocked" });
  await expect(catalog.addProduct({ sku: "blocked", idempotencyKey })).rejects.toThrow("sku:");
  await expect(catalog.addProduct({ sku: "free", idempotencyKey })).resolves.toMatchObject({
    sku: "free",
  });
});

test.each([
  ["price", "below zero", { price: "-1" }],
  ["price", "five fraction digits", { price: "1.00001" }],
  ["price", "not a number", { price: "NaN" }],
  ["name", "empty", { name: "" }],
  ["name", "with a NUL byte", { name: "a\u0000" }],
  ["category", "missing", { category: undefined }],
  ["category", "by id and by name", { categoryId: 1n }],
])("a %s that is bad (%s) is refused by name", async (field, _why, change) => {
  const request = { name: "X", price: "1", category: "Things", ...change };
  const error = await catalog.call(createProduct, request).catch(ConnectError.from);
  expect(error).toMatchObject({ code: Code.InvalidArgument });
  expect(String(error)).toContain(field);
});
