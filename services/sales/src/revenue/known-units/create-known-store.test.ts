import { createLog } from "@backroom/kit";
import fc from "fast-check";
import { Gauge } from "prom-client";
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
  zones,
} from "../../testing/random-ledger.ts";
import type { Granularity } from "../granularity.ts";
import { createPostgresStore } from "../postgres-store.ts";
import { readBreakdown } from "../read-breakdown.ts";
import { readCycle } from "../read-cycle.ts";
import { readSegments } from "../read-segments.ts";
import { readSeries } from "../read-series.ts";
import { readSummary } from "../read-summary.ts";
import type { RevenueStore } from "../revenue-store.ts";
import { createKnownStore } from "./create-known-store.ts";
import { type Knowledge, NotKnownError } from "./find-ranges.ts";
import { UnitBook } from "./unit-book.ts";
import { createDayUnits, slotUnits, type Units } from "./units.ts";

const storeDays = createStoreDays(storeTimeZone);
const never = new AbortController().signal;

let ledger: RandomLedger;
let known: RevenueStore;
let postgres: RevenueStore;

beforeAll(async () => {
  ledger = await openRandomLedger();
  const { clickhouse, db } = ledger;
  const [log, contents] = [createLog("test", "silent"), new Contents()];
  const size = new Gauge({ name: "sums", help: "Sums.", labelNames: ["units"], registers: [] });
  async function open(units: Units): Promise<Knowledge> {
    const book = new UnitBook({
      clickhouse,
      attended: clickhouse,
      units,
      log,
      size,
      maxBytes: 2 ** 24,
    });
    const find = (signal: AbortSignal) => book.find(contents, signal);
    await vi.waitUntil(() => find(never), { timeout: 60_000 });
    return { units, find };
  }
  const [days, slots] = [await open(createDayUnits(storeDays)), await open(slotUnits)];
  known = createKnownStore(days, slots, storeDays);
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
/** Quarters of an hour of the newest days. */
const quarterMs = fc
  .integer({ min: Date.UTC(2012, 11, 5) / 900_000, max: Date.UTC(2013, 0, 2) / 900_000 })
  .map((slot) => slot * 900_000);
const newest = fc
  .tuple(quarterMs, quarterMs)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ startMs: Math.min(one, other), endMs: Math.max(one, other) }));
/** What tells no products apart. */
const where = filter.map((any) => ({ ...any, productIds: [], categoryIds: [] }));
const limit = fc.integer({ min: 1, max: 4 });
const fill = fc.boolean();
const channel = fc.constant("channel" as const);

const pose = <About>(
  abouts: fc.Arbitrary<About>,
  read: (store: RevenueStore, about: About, signal: AbortSignal) => Promise<unknown>,
) => abouts.map((about) => ({ about, ask: (store: RevenueStore) => read(store, about, never) }));

const ofDays = {
  range,
  filter: where,
  granularity: fc.constantFrom<Granularity[]>("day", "week", "month", "quarter", "year"),
  zone: fc.constant(storeTimeZone),
};
const ofSlots = {
  range: newest,
  filter: where,
  granularity: fc.constantFrom<Granularity[]>("hour", "day", "week", "month"),
  zone: fc.constantFrom(...zones),
};
const series = fc.oneof(
  fc.record({ ...ofDays, fill, limit, dimension: channel }),
  fc.record({ ...ofSlots, fill, limit, dimension: channel }),
);
const { zone } = ofDays;
const question = fc.oneof(
  pose(series, readSeries),
  pose(series, readSegments),
  pose(fc.record({ range, filter: where, earlier, limit, dimension: channel }), readBreakdown),
  pose(
    fc.record({ range, filter: where, earlier, zone, cycle: fc.constant("weekday" as const) }),
    readCycle,
  ),
  pose(fc.record({ range, filter: where, earlier, zone }), readSummary),
);

test("whatever is about whole days of the shop, or newest slots, is what PostgreSQL answers", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ ask }) => {
      const [found, expected] = await Promise.allSettled([ask(known), ask(postgres)]);
      expect(found).toEqual(expected); // Both refuse more buckets than an answer may have.
      fc.pre(found.status === "fulfilled");
    }),
    { numRuns: 200, seed },
  );
}, 300_000);

test("what neither days nor slots can tell is refused", async () => {
  const all = { productIds: [], categoryIds: [], channels: [], kinds: [] };
  const zone = storeTimeZone;
  const by = { granularity: "day", zone, fill: false } as const;
  const [startMs, endMs] = [startOf(storeDays, 15_000), startOf(storeDays, 15_100)];
  const whole = { startMs, endMs };
  const [first] = await readSeries(known, { ...by, range: whole, filter: all }, never);
  if (!first) throw new Error("nothing was sold in a hundred days");
  const cut = { startMs: startOf(storeDays, 15_000 + first.place) + 1, endMs };
  const product = { ...all, productIds: [1n] };
  const asked = [
    readSeries(known, { ...by, range: cut, filter: all }, never),
    readSeries(known, { ...by, range: whole, filter: product }, never),
    readSeries(known, { ...by, range: whole, filter: { ...all, categoryIds: [1n] } }, never),
    readSeries(known, { ...by, range: whole, granularity: "hour", filter: all }, never),
    readSeries(known, { ...by, range: whole, zone: "Asia/Tokyo", filter: all }, never),
    readSeries(known, { ...by, range: { startMs }, filter: all }, never),
    readBreakdown(known, { range: whole, dimension: "product", filter: all, limit: 9 }, never),
    readCycle(known, { range: whole, cycle: "hour", zone, filter: all }, never),
    readCycle(known, { range: whole, cycle: "weekday", zone: "Asia/Tokyo", filter: all }, never),
    readSummary(
      known,
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
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(NotKnownError) });
  }
});
