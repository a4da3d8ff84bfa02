import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askPostgresBreakdown, askPostgresSeries } from "../testing/ask-postgres.ts";
import {
  filter,
  openRandomLedger,
  type RandomLedger,
  seed,
  window,
  zones,
} from "../testing/random-ledger.ts";
import type { Dimension } from "./query.ts";
import { maxBuckets, readSeries } from "./read-series.ts";
import { addSums, noSums, type Sums } from "./sums.ts";

const granularity = fc.constantFrom("hour", "day", "week", "month", "quarter", "year");

let ledger: RandomLedger;
beforeAll(async () => {
  ledger = await openRandomLedger();
});
afterAll(() => ledger?.close());

const never = new AbortController().signal;

test("a series equals what PostgreSQL answers in its own words", async () => {
  await fc.assert(
    fc.asyncProperty(
      window,
      granularity,
      fc.constantFrom(...zones),
      filter,
      async (range, grain, zone, where) => {
        const hours = (range.endMs - range.startMs) / 3_600_000;
        fc.pre(hours < (maxBuckets - 50) * ({ hour: 1, day: 24 }[grain as string] ?? 1_000));
        const expected = await askPostgresSeries(ledger.pool, range, grain, zone, where);
        for (const [name, store] of ledger.both) {
          const request = { range, granularity: grain, zone, filter: where, fill: false };
          const points = await readSeries(store, request, never);
          expect(
            points.map(({ period, sums }) => [period, sums]),
            name,
          ).toEqual(expected);
        }
      },
    ),
    { numRuns: 150, seed },
  );
}, 120_000);

test("a breakdown equals what PostgreSQL answers in its own words", async () => {
  await fc.assert(
    fc.asyncProperty(
      window,
      fc.constantFrom<Dimension[]>("product", "category", "channel"),
      filter,
      fc.integer({ min: 1, max: 30 }),
      async (range, dimension, where, limit) => {
        const expected = await askPostgresBreakdown(ledger.pool, range, dimension, where);
        for (const [name, store] of ledger.both) {
          const { rows, allRows } = await store.sumBreakdown(
            { ...range, dimension, filter: where, limit },
            never,
          );
          expect(
            rows.map(({ key, sums }) => [key, sums]),
            name,
          ).toEqual(expected.slice(0, limit));
          expect(allRows, name).toBe(expected.length);
        }
      },
    ),
    { numRuns: 80, seed },
  );
}, 120_000);

test("products, categories, channels and days of any zone sum to one total", async () => {
  await fc.assert(
    fc.asyncProperty(window, fc.constantFrom(...zones), filter, async (range, zone, where) => {
      const [store] = ledger.both.map(([, either]) => either);
      if (!store) throw new Error("there is no store to ask");
      const totals: Sums[] = [];
      for (const dimension of ["product", "category", "channel"] as const) {
        const query = { ...range, dimension, filter: where, limit: 1_000 };
        const { rows, total } = await store.sumBreakdown(query, never);
        totals.push(total, sumAll(rows.map(({ sums }) => sums)));
      }
      for (const granularity of ["month", "week"] as const) {
        const request = { range, granularity, zone, filter: where, fill: true };
        const points = await readSeries(store, request, never);
        totals.push(sumAll(points.map(({ sums }) => sums)));
      }
      for (const total of totals) expect(total).toEqual(totals[0]);
    }),
    { numRuns: 40, seed },
  );
}, 300_000);

const sumAll = (all: readonly Sums[]) => all.reduce(addSums, noSums);
