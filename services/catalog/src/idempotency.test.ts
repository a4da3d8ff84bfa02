import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import type { DescMethodUnary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "./testing/open-test-catalog.ts";

const { method } = CatalogService;
let catalog: TestCatalog;
let count = 0;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

/** A request of a write, what makes it another one, and another write that takes it back. */
interface Write {
  readonly request: object;
  readonly change: object;
  readonly undo?: () => Promise<unknown>;
}

const newName = () => `Name ${count++}`;
const newKey = () => `key-${count++}`;
const addProduct = async () => (await catalog.addProduct()).id;
const addCategory = async () =>
  (await catalog.call(method.createCategory, { name: newName() })).category?.id;

const writes: readonly (readonly [string, DescMethodUnary, () => Promise<Write>])[] = [
  [
    "CreateCategory",
    method.createCategory,
    async () => ({ request: { name: newName() }, change: { name: newName() } }),
  ],
  [
    "UpdateCategory",
    method.updateCategory,
    async () => {
      const categoryId = await addCategory();
      const rename = () => catalog.call(method.updateCategory, { categoryId, name: newName() });
      return {
        request: { categoryId, name: newName() },
        change: { name: newName() },
        undo: rename,
      };
    },
  ],
  [
    "DeleteCategory",
    method.deleteCategory,
    async () => ({
      request: { categoryId: await addCategory() },
      change: { categoryId: await addCategory() },
    }),
  ],
  [
    "CreateProduct",
    method.createProduct,
    async () => ({
      request: { name: newName(), price: "1", category: "Things" },
      change: { price: "2" },
    }),
  ],
  [
    "UpdateProduct",
    method.updateProduct,
    async () => {
      const productId = await addProduct();
      return {
        request: { productId, price: "2", expectedVersion: 1 },
        change: { price: "3" },
        undo: () => catalog.call(method.updateProduct, { productId, price: "1" }),
      };
    },
  ],
  [
    "DeleteProduct",
    method.deleteProduct,
    async () => {
      const productId = await addProduct();
      return {
        request: { productId },
        change: { productId: await addProduct() },
        undo: () => catalog.call(method.updateProduct, { productId, archived: false }),
      };
    },
  ],
];

/** All that the catalogue tells of itself. */
const readAll = () =>
  Promise.all([
    catalog.call(method.listCategories, { limit: 1000 }),
    catalog.call(method.listProducts, { limit: 1000 }),
    catalog.call(method.listProducts, { limit: 1000, archived: true }),
  ]);

const refusal = new ConnectError(
  "idempotency_key: was used before with another request",
  Code.AlreadyExists,
);

test("these are all the writes there are", () => {
  const names = CatalogService.methods.map(({ name }) => name);
  expect(writes.map(([name]) => name).toSorted()).toEqual(
    names.filter((name) => !/^(Get|List)/.test(name)).toSorted(),
  );
});

test.each(writes)("%s is done once for a key and body", async (_name, rpc, prepare) => {
  const { request, change, undo } = await prepare();
  const keyed = { ...request, idempotencyKey: newKey() };
  const answers = await Promise.all(Array.from({ length: 4 }, () => catalog.call(rpc, keyed)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  await undo?.();
  const before = await readAll();
  expect(await catalog.call(rpc, keyed)).toEqual(answers[0]);
  await expect(catalog.call(rpc, { ...keyed, ...change })).rejects.toThrow(refusal);
  expect(await readAll()).toEqual(before);
});

test.each(writes)("%s refuses the key of another rpc", async (_name, rpc, prepare) => {
  const [idempotencyKey, otherKey] = [newKey(), newKey()];
  await catalog.addProduct({ idempotencyKey });
  await catalog.call(method.createCategory, { name: newName(), idempotencyKey: otherKey });
  const { request } = await prepare();
  const key = rpc === method.createProduct ? otherKey : idempotencyKey;
  const before = await readAll();
  await expect(catalog.call(rpc, { ...request, idempotencyKey: key })).rejects.toThrow(refusal);
  expect(await readAll()).toEqual(before);
});
