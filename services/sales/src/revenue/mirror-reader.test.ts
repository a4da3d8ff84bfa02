import { type CallContext, createContext, createLog, Hint } from "@backroom/kit";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Contents } from "../mirror/contents.ts";
import { startMirror } from "../mirror/start-mirror.ts";
import { openTestStores, type TestStores } from "../testing/open-test-stores.ts";
import { MirrorReader } from "./mirror-reader.ts";
import type { Question } from "./question.ts";
import { type Point, readSeries, type SeriesRequest } from "./read-series.ts";

const log = createLog("test", "silent");
let stores: TestStores;

/** A question that ClickHouse takes for ever to answer; each year makes another one. */
const slow = (year: number): Question<SeriesRequest, Point[]> => ({
  about: {
    range: { startMs: Date.UTC(year, 0), endMs: Date.UTC(year + 1, 0) },
    granularity: "year",
    zone: "UTC",
    filter: { productIds: [], categoryIds: [], channels: [], kinds: [] },
    fill: true,
  },
  ask: readSeries,
});
/** A question that is answered at once. */
const quick = (year: number): Question<SeriesRequest, Point[]> => {
  const { about } = slow(year);
  return { about: { ...about, filter: { ...about.filter, productIds: [1n] } }, ask: readSeries };
};

beforeAll(async () => {
  stores = await openTestStores();
  const { postgresUrl, clickhouseUrl, clickhouse } = stores;
  const hint = new Hint();
  const mirror = startMirror({ postgresUrl, clickhouseUrl, hint, log, registry: new Registry() });
  await mirror.waitUntilFresh(AbortSignal.timeout(60_000));
  await mirror.stop();
  await clickhouse.command({ query: "RENAME TABLE revenue_by_day TO quick_revenue_by_day" });
  await clickhouse.command({
    query: `CREATE VIEW revenue_by_day AS SELECT * FROM quick_revenue_by_day
      UNION ALL SELECT * FROM quick_revenue_by_day WHERE (SELECT count() FROM numbers(1000000) WHERE sleepEachRow(0.01) = 0 SETTINGS max_block_size = 10) > 0`,
  });
});
afterAll(() => stores?.close());

/** Makes a reader of what never changes. */
function openReader() {
  const contents = new Contents();
  const registry = new Registry();
  const reader = new MirrorReader({
    clickhouse: stores.clickhouse,
    mirror: { contents: () => contents },
    log,
    registry,
    storeTimeZone: "UTC",
    maxCacheBytes: 2 ** 20,
  });
  const ask = (question: Question<SeriesRequest, Point[]>, context: CallContext) =>
    reader.answer(question, contents, context);
  return { ask, registry };
}

/** A call that its caller can leave. */
function openCall(name: string) {
  const leaving = new AbortController();
  const context = createContext({ caller: { name }, signal: leaving.signal, timeoutMs: 600_000 });
  return { context, leave: () => leaving.abort(new Error("the caller left")) };
}

/** Counts the slow questions that ClickHouse is answering. */
async function countRunning(): Promise<number> {
  const answer = await stores.clickhouse.query({
    query:
      "SELECT toUInt32(count()) FROM system.processes WHERE current_database = currentDatabase() AND query LIKE '%revenue_by_day%' AND query NOT LIKE '%system.processes%'",
    format: "JSONCompactEachRow",
  });
  const [row] = await answer.json<[number]>();
  return row?.[0] ?? Number.NaN;
}

const patience = { timeout: 60_000 };

test("asks once for many, and ends when the last of them has left", async () => {
  const { ask, registry } = openReader();
  const calls = ["a", "b", "a"].map(openCall);
  const answers = calls.map(({ context }) => ask(slow(2001), context));
  const outcomes = Promise.allSettled(answers);
  await expect.poll(countRunning, patience).toBe(1);
  calls[0]?.leave();
  calls[1]?.leave();
  await expect(answers[0]).rejects.toThrow("the caller left");
  await expect(answers[1]).rejects.toThrow("the caller left");
  expect(await countRunning()).toBe(1);
  calls[2]?.leave();
  await expect(answers[2]).rejects.toThrow("the caller left");
  await expect.poll(countRunning, patience).toBe(0);
  await outcomes;
  expect(await registry.metrics()).toContain(
    'backroom_revenue_cache_lookups_total{result="joined"} 2',
  );
});

test("lets a caller with many slow questions hold up only itself", async () => {
  const { ask, registry } = openReader();
  const flood = Array.from({ length: 10 }, () => openCall("flood"));
  const answers = flood.map(({ context }, i) => ask(slow(2010 + i), context));
  const outcomes = Promise.allSettled(answers);
  await expect.poll(countRunning, patience).toBe(3);
  expect(await registry.metrics()).toContain("backroom_revenue_waiting 7");
  expect(await ask(quick(2010), openCall("other").context)).toHaveLength(1);
  for (const { leave } of flood.slice(0, 3)) leave();
  await expect.poll(() => registry.metrics(), patience).toContain("backroom_revenue_waiting 4");
  for (const { leave } of flood) leave();
  await outcomes;
  await expect.poll(countRunning, patience).toBe(0);
  expect(await ask(quick(2011), openCall("flood").context)).toHaveLength(1);
  expect(await registry.metrics()).toContain("backroom_revenue_waiting 0");
});
