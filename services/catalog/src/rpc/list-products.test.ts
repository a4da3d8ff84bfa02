import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toListQuery } from "../database/list-products-query.ts";
import { explain } from "../testing/explain.ts";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { deleteProduct, getProduct, listProducts } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

type Filter = MessageInitShape<typeof listProducts.input>;

/** The names of the products that a filter finds, having checked that the total says as many. */
async function namesOf(filter: Filter): Promise<string[]> {
  const { items, total } = await catalog.call(listProducts, filter);
  expect(total).toBe(BigInt(items.length));
  return items.map(({ name }) => name);
}

test("an item of the list is the product as GetProduct answers it", async () => {
  const product = await catalog.addProduct({
    category: "Alike",
    description: "Blue",
    sku: "alike",
    price: "0.0395",
  });
  const { items } = await catalog.call(listProducts, { category: "alike" });
  const answer = await catalog.call(getProduct, { productId: product.id });
  expect(items).toEqual([answer.product]);
});

test("filters narrow together", async () => {
  const { categoryId } = await catalog.addProduct({
    name: "Red Pen",
    category: "Pens",
    sku: "P-1",
  });
  const blue = await catalog.addProduct({ name: "Blue Pen", category: "Pens", sku: "P-2" });
  await catalog.addProduct({ name: "Blue Book", category: "Books", sku: "B-1" });
  await catalog.call(deleteProduct, { productId: blue.id });
  expect(await namesOf({ categoryId })).toEqual(["Red Pen"]);
  expect(await namesOf({ category: "PENS" })).toEqual(["Red Pen"]);
  expect(await namesOf({ category: "pens", archived: true })).toEqual(["Blue Pen"]);
  expect(await namesOf({ q: "blue" })).toEqual(["Blue Book"]);
  expect(await namesOf({ q: "p-", categoryId })).toEqual(["Red Pen"]);
  expect(await namesOf({ sku: "B-1" })).toEqual(["Blue Book"]);
  expect(await namesOf({ sku: "b-1" })).toEqual([]);
  expect(await namesOf({ sku: "B-1", categoryId })).toEqual([]);
  expect(await namesOf({ category: "Books", categoryId })).toEqual([]);
});

test("a text is searched for literally", async () => {
  for (const name of ["100% Juice", "1000 Juices", "snake_case", "snakeXcase", "back\\slash"]) {
    await catalog.addProduct({ name, category: "Texts" });
  }
  const find = (q: string) => namesOf({ q, category: "Texts" });
  expect(await find("100%")).toEqual(["100% Juice"]);
  expect(await find("SNAKE_")).toEqual(["snake_case"]);
  expect(await find("k\\s")).toEqual(["back\\slash"]);
  expect(await find("%")).toEqual(["100% Juice"]);
  expect(await find("'; drop table product; --")).toEqual([]);
});

test("pages by token hold each product once, while products come and go", async () => {
  const products = [];
  for (let n = 0; n < 9; n++) products.push(await catalog.addProduct({ category: "Paged" }));
  const ids: bigint[] = [];
  let pageToken = "";
  let pages = 0;
  do {
    const page = await catalog.call(listProducts, { category: "Paged", limit: 3, pageToken });
    ids.push(...page.items.map(({ id }) => id));
    pageToken = page.nextPageToken;
    if (pages === 0) {
      const [first] = products;
      await catalog.call(deleteProduct, { productId: first?.id });
      await catalog.addProduct({ category: "Paged" });
    }
    pages++;
  } while (pageToken);
  expect(ids.slice(0, 9)).toEqual(products.map(({ id }) => id));
  expect(ids).toHaveLength(10);
});

test("a page knows the exact total, also beyond the end", async () => {
  for (let n = 0; n < 4; n++) await catalog.addProduct({ name: `Total ${n}`, category: "Totals" });
  const page = await catalog.call(listProducts, { category: "Totals", skip: 1, limit: 2 });
  expect(page).toMatchObject({ total: 4n, skip: 1, limit: 2 });
  expect(page.items.map(({ name }) => name)).toEqual(["Total 1", "Total 2"]);
  expect(page.nextPageToken).not.toBe("");
  const beyond = await catalog.call(listProducts, { category: "Totals", skip: 9 });
  expect(beyond).toMatchObject({ items: [], total: 4n, nextPageToken: "" });
  const found = await catalog.call(listProducts, { q: "total", skip: 2, limit: 1 });
  expect(found).toMatchObject({ items: [{ name: "Total 2" }], total: 4n });
});

test.each([
  ["everything", {}],
  ["a category", { categoryId: 1n }],
  ["a category by name", { category: "Things" }],
  ["a SKU", { sku: "alike" }],
  ["the archived", { archived: true }],
  ["a later page", { categoryId: 1n, afterId: 5n }],
])("a list of %s can be read along indexes alone", async (_what, change) => {
  const list = { archived: false, afterId: 0n, skip: 0, rowLimit: 101, ...change };
  // Tables as small as these are sorted for nothing: it is asked whether they need be.
  const plan = await explain(catalog.pool, toListQuery(list), "enable_sort");
  expect(plan).not.toMatch(/Seq Scan on product|Sort Key: product/);
});

test("an unknown category is not found, by id or by name", async () => {
  await expect(catalog.call(listProducts, { categoryId: 987654n })).rejects.toThrow(
    new ConnectError("category_id: there is no category 987654", Code.NotFound),
  );
  await expect(catalog.call(listProducts, { category: 'No "such"' })).rejects.toThrow(
    new ConnectError('category: there is no category of the name "No \\"such\\""', Code.NotFound),
  );
});

test.each([
  ["limit", "zero", { limit: 0 }],
  ["limit", "above 1000", { limit: 100_000 }],
  ["q", "empty", { q: "" }],
  ["category", "with a NUL byte", { category: "\0" }],
  ["page_token", "made up", { pageToken: "W10" }],
])("a %s that is %s is refused", async (field, _why, request) => {
  const error = await catalog.call(listProducts, request).catch(ConnectError.from);
  expect(error).toMatchObject({ code: Code.InvalidArgument });
  expect(String(error)).toContain(field);
});
