import { createLog, migratePostgres, openOrm, routeBackends } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import {
  CatalogService,
  type Product as ProductMessage,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "../migrations/index.ts";
import { createApp } from "./app.ts";
import { Category } from "./entities/category.ts";
import { Product } from "./entities/product.ts";
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
  await catalog.pool.query("insert into product_removal values (2, '9000000000000')");
  const again = await startAgain();
  expect((await catalog.pool.query("select from product_removal")).rowCount).toBe(0);
  const leave = new AbortController();
  const stream = catalog.watch("42:9000000000000:product:1", leave.signal);
  const told: ProductMessage[] = [];
  while (told.length === 0) told.push(...((await stream.next()).value?.products ?? []));
  leave.abort();
  await again.close();
  expect(told).toEqual([product]);
});

test("a catalogue that counted its searches is upgraded with all its products", async () => {
  await catalog.app.close();
  await catalog.pool.query(`do $$ declare each record; begin
    for each in select tablename from pg_tables where schemaname = 'catalog' loop
      execute format('drop table catalog.%I cascade', each.tablename);
    end loop;
    for each in select oid::regprocedure as name from pg_proc where pronamespace = 'catalog'::regnamespace loop
      execute format('drop function %s', each.name);
    end loop;
  end $$`);
  const earlier = await openOrm({
    url: catalog.url,
    schema: "catalog",
    entities: [Category, Product],
    migrations: migrations.slice(0, 2),
  });
  await migratePostgres(earlier, "catalog");
  await earlier.close(true);
  await catalog.pool.query("insert into category (name) values ('Pens')");
  await catalog.pool.query(
    "insert into product (name, price, category_id, sku) values ('Red Pen', 1, 1, 'R'), ('Blue Pen', 1, 1, 'B')",
  );
  await catalog.pool.query("update product set archived = true where sku = 'B'");
  const { services, close } = await startAgain();
  const backend = routeBackends(
    new Map(services.map((service) => [service.desc.typeName, service])),
  );
  const list = async (q: string) => {
    const { items } = await backend.unary(
      listProducts,
      create(listProducts.input, { q }),
      testContext(),
    );
    return items.map(({ name }) => name);
  };
  expect(await list("PEN")).toEqual(["Red Pen"]);
  await catalog.pool.query("update product set name = 'Red Brush' where sku = 'R'");
  await catalog.pool.query("delete from product where sku = 'B'");
  expect(await list("PEN")).toEqual([]);
  expect(await list("brush")).toEqual(["Red Brush"]);
  await close();
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
