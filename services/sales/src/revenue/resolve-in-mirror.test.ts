import { notFound, openClickhouse, toConnectError, unavailable } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import { Code } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCatalogue } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";
import type { ResolveFilter } from "./read-filter.ts";
import { resolveInMirror } from "./resolve-in-mirror.ts";

let revenue: Awaited<ReturnType<typeof startRevenue>>;
let resolve: ResolveFilter;

/** Resolves a filter while PostgreSQL is away. */
function whileAway(filter: Partial<Parameters<ResolveFilter>[0]>) {
  const whole = { productIds: [], categoryIds: [], categoryNames: [], ...filter };
  return Promise.resolve(resolve(whole, testContext())).catch(
    (error: unknown) => toConnectError(error).code,
  );
}

beforeAll(async () => {
  revenue = await startRevenue();
  await recordCatalogue(revenue.stores.pool, { categories: 3, products: 4 });
  await revenue.stores.pool.query(
    "insert into sales.category (id, name, deleted, updated_at) values (4, 'Ünlü', false, now()), (5, 'Gone', true, now())",
  );
  await revenue.mirror.waitUntilFresh(AbortSignal.timeout(20_000));
  resolve = resolveInMirror(revenue.stores.clickhouse, async () => {
    throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  });
});
afterAll(() => revenue?.close());

test("finds products and categories by id, and categories by name in any case", async () => {
  expect(await whileAway({ productIds: [1n, 4n], categoryNames: ["cAtEGORY 2", "üNLÜ"] })).toEqual({
    productIds: [1n, 4n],
    categoryIds: expect.arrayContaining([2n, 4n]),
  });
  expect(await whileAway({ categoryIds: [1n, 3n] })).toEqual({
    productIds: [],
    categoryIds: [1n, 3n],
  });
  expect(await whileAway({ categoryIds: [1n, 3n], categoryNames: ["Category 3"] })).toEqual({
    productIds: [],
    categoryIds: [3n],
  });
  expect(await whileAway({ categoryNames: ["Category 1", "CATEGORY 1"] })).toEqual({
    productIds: [],
    categoryIds: [1n],
  });
});

test("stays UNAVAILABLE for what the mirror does not hold, as it may exist", async () => {
  for (const filter of [
    { productIds: [1n, 99n] },
    { categoryIds: [1n, 5n] },
    { categoryNames: ["Category 1", "nothing"] },
    { categoryNames: ["Gone"] },
  ]) {
    expect(await whileAway(filter)).toBe(Code.Unavailable);
  }
});

test("leaves answers and other errors alone", async () => {
  const { clickhouse } = revenue.stores;
  const filter = { productIds: [1n], categoryIds: [], categoryNames: [] };
  const answer = { productIds: [1n], categoryIds: [] };
  const sound = resolveInMirror(clickhouse, async () => answer);
  expect(await sound(filter, testContext())).toBe(answer);
  const missing = resolveInMirror(clickhouse, async () => {
    throw notFound("product_id", "there is no product 1");
  });
  await expect(missing(filter, testContext())).rejects.toThrow("there is no product 1");
});

test("is UNAVAILABLE when ClickHouse is away too", async () => {
  revenue.proxy.treat = () => "drop";
  const client = openClickhouse(revenue.proxy.url);
  const both = resolveInMirror(client, async () => {
    throw unavailable("a store cannot be reached just now");
  });
  const filter = { productIds: [1n], categoryIds: [], categoryNames: [] };
  await expect(both(filter, testContext())).rejects.toMatchObject({ code: Code.Unavailable });
  revenue.proxy.treat = () => "pass";
  await client.close();
});
