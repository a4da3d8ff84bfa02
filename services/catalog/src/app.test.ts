import { createLog } from "@backroom/kit";
import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "./app.ts";
import { openTestCatalog, type TestCatalog } from "./testing/open-test-catalog.ts";

const { getProduct } = CatalogService.method;
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
