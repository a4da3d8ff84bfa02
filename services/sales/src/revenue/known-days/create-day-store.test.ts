import { createLog } from "@backroom/kit";
import fc from "fast-check";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Contents } from "../../mirror/contents.ts";
import { startOf } from "../../store-days/day-numbers.ts";
import { createStoreDays } from "../../store-days/store-days.ts";
import {
  filter,
  openRandomLedger,
  type RandomLedger,
  seed,
  storeTimeZone,
} from "../../testing/random-ledger.ts";
import type { Granularity } from "../granularity.ts";
import { createPostgresStore } from "../postgres-store.ts";
import { readBreakdown } from "../read-breakdown.ts";
import { readCycle } from "../read-cycle.ts";
import { readSegments } from "../read-segments.ts";
import { readSeries } from "../read-series.ts";
import { readSummary } from "../read-summary.ts";
import type { RevenueStore } from "../revenue-store.ts";
import { createDayStore, NotByDaysError } from "./create-day-store.ts";
import { DayBook } from "./day-book.ts";

const storeDays = createStoreDays(storeTimeZone);
const never = new AbortController().signal;
const zone = storeTimeZone;

let ledger: RandomLedger;
let days: RevenueStore;
let postgres: RevenueStore;

beforeAll(async () => {
  ledger = await openRandomLedger();
  const { clickhouse, db } = ledger;
  const [log, registry, contents] = [createLog("test", "silent"), new Registry(), new Contents()];
  const book = new DayBook({ clickhouse, storeDays, log, registry, maxBytes: 2 ** 24 });
  const find = (signal: AbortSignal) => book.find(contents, signal);
  await vi.waitUntil(() => find(never), { timeout: 60_000 });
  days = createDayStore(find, storeDays);
  postgres = createPostgresStore(db);
});
afterAll(() => ledger?.close());

/** The first moments of days of the shop, most of them of those that have sales. */
const midnightMs = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 14_610, max: 15_706 }) },
    { weight: 1, arbitrary: fc.integer({ min: 700, max: 18_000 }) },
  )
  .map((day) => startOf(storeDays, day));
const range = fc
  .tuple(midnightMs, midnightMs)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ startMs: Math.min(one, other), endMs: Math.max(one, other) }));
const earlier = fc.option(range, { nil: undefined });
/** What tells no products apart. */
const where = filter.map((any) => ({ ...any, productIds: [], categoryIds: [] }));
const granularity = fc.constantFrom<Granularity[]>("day", "week", "month", "quarter", "year");
const limit = fc.integer({ min: 1, max: 4 });
const channel = fc.constant("channel" as const);

const series = { range, filter: where, granularity, fill: fc.boolean() };
const question = fc.oneof(
  fc.record(series).map((about) => ({
    about,
    ask: (store: RevenueStore) => readSeries(store, { ...about, zone }, never),
  })),
  fc.record({ ...series, limit, dimension: channel }).map((about) => ({
    about,
    ask: (store: RevenueStore) => readSegments(store, { ...about, zone }, never),
  })),
  fc.record({ range, filter: where, earlier, limit, dimension: channel }).map((about) => ({
    about,
    ask: (store: RevenueStore) => readBreakdown(store, about, never),
  })),
  fc.record({ range, filter: where, earlier }).map((about) => ({
    about,
    ask: (store: RevenueStore) => readCycle(store, { ...about, zone, cycle: "weekday" }, never),
  })),
  fc.record({ range, filter: where, earlier }).map((about) => ({
    about,
    ask: (store: RevenueStore) => readSummary(store, { ...about, zone }, never),
  })),
);

test("whatever is about whole days of the shop is what PostgreSQL answers", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ ask }) => {
      const [found, expected] = await Promise.allSettled([ask(days), ask(postgres)]);
      expect(found).toEqual(expected); // Both refuse more buckets than an answer may have.
      fc.pre(found.status === "fulfilled");
    }),
    { numRuns: 200, seed },
  );
}, 300_000);

test("what whole days cannot tell is refused", async () => {
  const all = { productIds: [], categoryIds: [], channels: [], kinds: [] };
  const by = { granularity: "day", zone, fill: false } as const;
  const [startMs, endMs] = [startOf(storeDays, 15_000), startOf(storeDays, 15_100)];
  const whole = { startMs, endMs };
  const [first] = await readSeries(days, { ...by, range: whole, filter: all }, never);
  if (!first) throw new Error("nothing was sold in a hundred days");
  const cut = { startMs: startOf(storeDays, 15_000 + first.place) + 1, endMs };
  const product = { ...all, productIds: [1n] };
  const asked = [
    readSeries(days, { ...by, range: cut, filter: all }, never),
    readSeries(days, { ...by, range: whole, filter: product }, never),
    readSeries(days, { ...by, range: whole, filter: { ...all, categoryIds: [1n] } }, never),
    readSeries(days, { ...by, range: whole, granularity: "hour", filter: all }, never),
    readSeries(days, { ...by, range: whole, zone: "Asia/Tokyo", filter: all }, never),
    readSeries(days, { ...by, range: { startMs }, filter: all }, never),
    readBreakdown(days, { range: whole, dimension: "product", filter: all, limit: 9 }, never),
    readCycle(days, { range: whole, cycle: "hour", zone, filter: all }, never),
    readCycle(days, { range: whole, cycle: "weekday", zone: "Asia/Tokyo", filter: all }, never),
    readSummary(
      days,
      {
        range: whole,
        zone,
        dayStart: Temporal.PlainTime.from("03:00"),
        filter: all,
        earlier: undefined,
      },
      never,
    ),
  ];
  for (const outcome of await Promise.allSettled(asked)) {
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(NotByDaysError) });
  }
});
