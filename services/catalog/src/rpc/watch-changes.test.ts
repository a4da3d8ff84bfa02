import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import type { WatchChangesResponse } from "@backroom/proto/catalog/v1/feed_pb";
import { Code } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { createCategory, deleteCategory, updateCategory, updateProduct } = CatalogService.method;
let catalog: TestCatalog;
let leave: AbortController;
beforeEach(async () => {
  catalog = await openTestCatalog();
  leave = new AbortController();
});
afterEach(async () => {
  leave.abort();
  await catalog.close();
});

/**
 * Reads responses until one satisfies a condition, and answers all of them. How many they are
 * depends on who else writes to the cluster meanwhile.
 */
async function readUntil(
  stream: AsyncIterator<WatchChangesResponse>,
  isEnough: (response: WatchChangesResponse) => boolean,
): Promise<WatchChangesResponse[]> {
  const responses: WatchChangesResponse[] = [];
  for (;;) {
    const { done, value } = await stream.next();
    if (done) throw new Error("the stream has ended");
    responses.push(value);
    if (isEnough(value)) return responses;
  }
}

const isCaughtUp = (response: WatchChangesResponse) => response.caughtUp;
const productsOf = (responses: readonly WatchChangesResponse[]) =>
  responses.flatMap(({ products }) => products);
const categoriesOf = (responses: readonly WatchChangesResponse[]) =>
  responses.flatMap(({ categories }) => categories);
const hasProduct = (response: WatchChangesResponse) => response.products.length > 0;

test("a follower of an empty catalogue is told at once that it is up to date", async () => {
  const { value } = await catalog.watch("", leave.signal).next();
  expect(value).toMatchObject({ categories: [], products: [], caughtUp: true });
  expect(value.position).not.toBe("");
});

test("what there is comes first, then what changes, and a position goes on where it was", async () => {
  const product = await catalog.addProduct();
  const stream = catalog.watch("", leave.signal);
  const before = await readUntil(stream, isCaughtUp);
  expect(productsOf(before)).toEqual([product]);
  expect(categoriesOf(before)[0]).toMatchObject({ id: product.categoryId, name: "Things" });

  const next = readUntil(stream, hasProduct);
  const { product: changed } = await catalog.call(updateProduct, {
    productId: product.id,
    price: "2",
  });
  expect(productsOf(await next)).toEqual([changed]);

  const position = before.at(-1)?.position ?? "";
  const later = await readUntil(catalog.watch(position, leave.signal), isCaughtUp);
  expect(productsOf(later)).toEqual([changed]);
  const end = later.at(-1)?.position ?? "";
  const latest = await catalog.watch(end, leave.signal).next();
  expect(latest.value).toMatchObject({ products: [], caughtUp: true, position: end });
});

test("a renamed and a deleted category are told", async () => {
  const { category: tea } = await catalog.call(createCategory, { name: "Tea" });
  const { category: gone } = await catalog.call(createCategory, { name: "Gone" });
  const stream = catalog.watch("", leave.signal);
  await readUntil(stream, isCaughtUp);
  await catalog.call(updateCategory, { categoryId: tea?.id, name: "Teas" });
  await catalog.call(deleteCategory, { categoryId: gone?.id });
  const told = await readUntil(stream, (response) => response.deletedCategoryIds.length > 0);
  expect(categoriesOf(told).map(({ name }) => name)).toEqual(["Teas"]);
  expect(told.at(-1)?.deletedCategoryIds).toEqual([gone?.id]);
});

test("a product comes with its category even when that has changed after it", async () => {
  const { categoryId } = await catalog.addProduct();
  await catalog.call(updateCategory, { categoryId, name: "Renamed" });
  const stream = catalog.watch("", leave.signal);
  const told = await readUntil(stream, hasProduct);
  expect(told.at(-1)?.categories).toMatchObject([{ id: categoryId, name: "Renamed" }]);
});

test("a change that commits late is not lost behind a later one that commits first", async () => {
  const { categoryId } = await catalog.addProduct();
  // Any older transaction in the cluster keeps this product back too: have it told first.
  const before = await readUntil(catalog.watch("", leave.signal), isCaughtUp);
  const position = before.at(-1)?.position ?? "";
  const insert = "insert into product (name, price, category_id) values ($1, 1, $2)";
  const writer = await catalog.pool.connect();
  try {
    await writer.query("begin");
    await writer.query(insert, ["late", categoryId]);
    await catalog.addProduct({ name: "early" });
    const stream = catalog.watch(position, leave.signal);
    const first = await stream.next();
    expect(first.value).toMatchObject({ products: [], position, caughtUp: false });
    await writer.query("commit");
    const told = await readUntil(stream, isCaughtUp);
    expect(productsOf(told).map(({ name }) => name)).toEqual(["late", "early"]);
  } finally {
    writer.release();
  }
});

test("many changes come in batches, each once and in order", async () => {
  const { categoryId } = await catalog.addProduct({ name: "0" });
  await catalog.pool.query(
    "insert into product (name, price, category_id) select n, 1, $1 from generate_series(1, 1250) n",
    [categoryId],
  );
  const told = await readUntil(catalog.watch("", leave.signal), isCaughtUp);
  const names = productsOf(told).map(({ name }) => Number(name));
  expect(names).toEqual(Array.from({ length: 1251 }, (_, n) => n));
  for (const { products } of told) expect(products.length).toBeLessThanOrEqual(500);
  const middle = told.find(hasProduct);
  const rest = await readUntil(catalog.watch(middle?.position ?? "", leave.signal), isCaughtUp);
  const restNames = productsOf(rest).map(({ name }) => Number(name));
  expect(restNames).toEqual(names.slice(middle?.products.length));
});

test("a position of another cluster begins anew", async () => {
  const product = await catalog.addProduct();
  const stream = catalog.watch("42:99999999:product:7", leave.signal);
  expect(productsOf(await readUntil(stream, isCaughtUp))).toEqual([product]);
});

test.each(["nonsense", "1:2:category", "1:2:sale:3", "1:99999999999999999999:product:1"])(
  "a position that is none (%s) is refused",
  async (position) => {
    await expect(catalog.watch(position, leave.signal).next()).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: "position: is not a position of this feed",
    });
  },
);

test("a follower that leaves ends the stream, without an error", async () => {
  const stream = catalog.watch("", leave.signal);
  await stream.next();
  const next = stream.next();
  leave.abort();
  expect(await next).toMatchObject({ done: true });
});

test("a follower is told when the service stops", async () => {
  const stream = catalog.watch("", leave.signal);
  await stream.next();
  const next = stream.next();
  const outcome = expect(next).rejects.toMatchObject({ code: Code.Unavailable });
  await catalog.app.close();
  await outcome;
});
