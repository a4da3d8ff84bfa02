import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askPostgresBreakdown } from "../testing/ask-postgres.ts";
import { askPostgresUnits } from "../testing/ask-postgres-units.ts";
import {
  filter,
  openRandomLedger,
  type RandomLedger,
  seed,
  window,
  zones,
} from "../testing/random-ledger.ts";
import type { Cycle, Dimension } from "./query.ts";
import { readCycle } from "./read-cycle.ts";
import { readSummary } from "./read-summary.ts";
import { addSums, isNothing, netOf, noSums, type Sums } from "./sums.ts";

let ledger: RandomLedger;
beforeAll(async () => {
  ledger = await openRandomLedger();
});
afterAll(() => ledger?.close());

const never = new AbortController().signal;
const zone = fc.constantFrom(...zones);
// Some days begin in the hour that clocks leave out or show twice.
const dayStart = fc.oneof(
  fc.constantFrom("00:00", "02:00", "02:30", "01:45", "03:00"),
  fc
    .integer({ min: 0, max: 95 })
    .map((quarter) =>
      new Temporal.PlainTime(quarter >> 2, (quarter & 3) * 15).toString().slice(0, 5),
    ),
);

function addAll(all: Iterable<Sums>): Sums {
  return Iterator.from(all).reduce(addSums, noSums);
}

test("weekdays and hours equal what PostgreSQL answers in its own words, and sum to the total", async () => {
  await fc.assert(
    fc.asyncProperty(
      window,
      fc.constantFrom<Cycle[]>("weekday", "hour"),
      zone,
      dayStart,
      filter,
      fc.integer({ min: 1, max: 7 }),
      async (range, cycle, zone, start, where, weekStart) => {
        const expected = await askPostgresUnits(
          ledger.pool,
          range,
          cycle,
          { zone, dayStart: start },
          where,
        );
        const channels = await askPostgresBreakdown(ledger.pool, range, "channel", where);
        const calendar = { zone, dayStart: Temporal.PlainTime.from(start), weekStart };
        for (const [name, store] of ledger.both) {
          const request = { ...calendar, range, cycle, filter: where };
          const { rows, total } = await readCycle(store, request, never);
          expect(rows, name).toHaveLength(cycle === "weekday" ? 7 : 24);
          expect(rows[0]?.key).toBe(cycle === "weekday" ? String(weekStart) : "0");
          const found = new Map(rows.map(({ key, sums }) => [key, sums]));
          const known = new Map(expected);
          for (const [key, sums] of found)
            expect(sums, `${name} ${key}`).toEqual(known.get(key) ?? noSums);
          expect(total.sums, name).toEqual(addAll(found.values()));
          expect(total.sums, name).toEqual(addAll(new Map(channels).values()));
        }
      },
    ),
    { numRuns: 40, seed },
  );
}, 240_000);

test("a summary and its best day equal what PostgreSQL answers in its own words, in both ranges", async () => {
  await fc.assert(
    fc.asyncProperty(
      window,
      window,
      zone,
      dayStart,
      filter,
      async (range, earlier, zone, start, where) => {
        const expected = [];
        for (const one of [range, earlier]) {
          const days = await askPostgresUnits(
            ledger.pool,
            one,
            "day",
            { zone, dayStart: start },
            where,
          );
          const [best] = days.toSorted(
            ([one, left], [other, right]) =>
              Number(netOf(right) - netOf(left)) || (one < other ? -1 : 1),
          );
          expected.push({
            sums: addAll(new Map(days).values()),
            best: best && [best[0], netOf(best[1])],
          });
        }
        const calendar = { zone, dayStart: Temporal.PlainTime.from(start) };
        for (const [name, store] of ledger.both) {
          const request = { ...calendar, range, earlier, filter: where };
          const summary = await readSummary(store, request, never);
          const found = [summary.current, summary.earlier].map((one) => ({
            sums: one?.sums,
            best: one?.bestDay && [
              Temporal.PlainDate.from("1970-01-01").add({ days: one.bestDay.day }).toString(),
              one.bestDay.net,
            ],
          }));
          expect(found, name).toEqual(expected);
        }
      },
    ),
    { numRuns: 30, seed },
  );
}, 240_000);

test("an earlier range is summed for the listed rows and in all as PostgreSQL does", async () => {
  await fc.assert(
    fc.asyncProperty(
      window,
      fc.constantFrom<Dimension[]>("product", "category", "channel"),
      filter,
      fc.uniqueArray(fc.constantFrom("1", "2", "3", "17", "web", "shop", "9999")),
      async (range, dimension, where, keys) => {
        const rows = await askPostgresBreakdown(ledger.pool, range, dimension, where);
        const fits = (keys as string[]).filter(
          (key) => (dimension === "channel") === Number.isNaN(Number(key)),
        );
        for (const [name, store] of ledger.both) {
          const query = { ...range, dimension, keys: fits, filter: where };
          const { listed, total } = await store.sumListed(query, never);
          const wanted = rows.filter(([key]) => fits.includes(key));
          expect([...listed].filter(([, sums]) => !isNothing(sums)).toSorted(), name).toEqual(
            wanted.filter(([, sums]) => !isNothing(sums)).toSorted(),
          );
          expect(total, name).toEqual(addAll(new Map(rows).values()));
        }
      },
    ),
    { numRuns: 40, seed },
  );
}, 240_000);
