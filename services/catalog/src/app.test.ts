import { createLog } from "@backroom/kit";
import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { Client } from "pg";
import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { createApp } from "./app.ts";
import { toListQuery } from "./database/list-products-query.ts";
import { explain } from "./testing/explain.ts";
import { openTestCatalog, type TestCatalog } from "./testing/open-test-catalog.ts";

const { getProduct, listProducts } = CatalogService.method;
let catalog: TestCatalog;
beforeEach(async () => {
  catalog = await openTestCatalog();
});
afterEach(() => catalog.close());

/** Starts a second catalogue on the same database, as after a restart. */
function startAgain() {
  return createApp({
    config: { databaseUrl: catalog.url },
    log: createLog("test", "silent"),
    registry: new Registry(),
  });
}

test("what was restored to another cluster comes in the feed, unchanged", async () => {
  const product = await catalog.addProduct();
  await catalog.pool.query("update feed_origin set system_identifier = 42");
  await catalog.pool.query("update category set changed_xid = '9000000000000'");
  await catalog.pool.query("update product set changed_xid = '9000000000000'");
  const again = await startAgain();
  const leave = new AbortController();
  const stream = catalog.watch("42:9000000000000:product:1", leave.signal);
  const told: Product[] = [];
  while (told.length === 0) told.push(...((await stream.next()).value?.products ?? []));
  leave.abort();
  await again.close();
  expect(told).toEqual([product]);
});

test("a search uses an index once pg_trgm is installed", async () => {
  const url = new URL(inject("postgresUrl"));
  url.pathname = new URL(catalog.url).pathname;
  const superuser = new Client({ connectionString: url.href });
  await superuser.connect();
  await superuser.query("create extension pg_trgm schema catalog");
  await superuser.end();
  const again = await startAgain();
  await again.close();
  const { id, categoryId } = await catalog.addProduct({ name: "Red Pen" });
  await catalog.pool.query(
    "insert into product (name, price, category_id) select md5(n::text), 1, $1 from generate_series(1, 5000) n",
    [categoryId],
  );
  await catalog.pool.query("vacuum analyze product");
  const list = { archived: false, q: "PEN", afterId: 0n, skip: 0, rowLimit: 101 };
  const query = toListQuery({ ...list, way: "index", isTotalKept: false });
  expect(await explain(catalog.pool, query)).toContain("product_search");
  const { items } = await catalog.call(listProducts, { q: "PEN" });
  expect(items.map((item) => item.id)).toEqual([id]);
});

test("lost connections are replaced, and changes are heard of again", async () => {
  const { id: productId } = await catalog.addProduct();
  const listening = () =>
    catalog.pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and query = 'listen catalog_changed'",
    );
  const before = (await listening()).rows.map(({ pid }) => pid);
  await catalog.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await expect
    .poll(() => catalog.call(getProduct, { productId }))
    .toMatchObject({ product: { id: productId } });
  await expect
    .poll(async () => (await listening()).rows.filter(({ pid }) => !before.includes(pid)).length)
    .toBe(1);
});
