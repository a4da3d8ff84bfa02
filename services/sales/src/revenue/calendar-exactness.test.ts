import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  askPostgresSegments,
  type PostgresCalendar,
  startOfDaySql,
} from "../testing/ask-postgres-calendar.ts";
import {
  filter,
  openRandomLedger,
  type RandomLedger,
  seed,
  window,
  zones,
} from "../testing/random-ledger.ts";
import type { Calendar } from "../time/calendar.ts";
import { findEarlierRange } from "./earlier-range.ts";
import type { Granularity } from "./granularity.ts";
import type { Dimension } from "./query.ts";
import { readSegments } from "./read-segments.ts";
import { maxBuckets, readSeries } from "./read-series.ts";
import { addSums, noSums } from "./sums.ts";

/** Also one whose clock was set back over midnight. */
const oddZones = [...zones, "America/St_Johns"];

/** Times at which days begin, some of them at times that clocks skip or show twice. */
const dayStarts = ["00:00", "00:15", "00:30", "01:30", "02:00", "02:45", "03:00", "12:00", "23:45"];

const calendar: fc.Arbitrary<PostgresCalendar> = fc.record({
  zone: fc.constantFrom(...oddZones),
  dayStart: fc.constantFrom(...dayStarts),
  weekStart: fc.integer({ min: 1, max: 7 }),
});

let ledger: RandomLedger;
beforeAll(async () => {
  ledger = await openRandomLedger();
});
afterAll(() => ledger?.close());

const never = new AbortController().signal;

test("a split series equals what PostgreSQL answers in its own words", async () => {
  await fc.assert(
    fc.asyncProperty(
      window,
      fc.constantFrom<Granularity[]>("hour", "day", "week", "month", "quarter", "year"),
      calendar,
      filter,
      fc.constantFrom<Dimension[]>("product", "category", "channel"),
      fc.integer({ min: 1, max: 8 }),
      async (range, granularity, days, where, dimension, limit) => {
        const hours = (range.endMs - range.startMs) / 3_600_000;
        fc.pre(hours < (maxBuckets - 50) * ({ hour: 1, day: 24 }[granularity as string] ?? 1_000));
        const split = [where, dimension, limit] as const;
        const expected = await askPostgresSegments(ledger.pool, range, granularity, days, ...split);
        const series = { range, granularity, ...readTestCalendar(days), filter: where };
        for (const [name, store] of ledger.both) {
          const request = { ...series, fill: false, dimension, limit };
          const points = await readSegments(store, request, never);
          const found = points.map(({ period, segments, sums }) => {
            expect(segments.reduce((sum, segment) => addSums(sum, segment.sums), noSums)).toEqual(
              sums,
            );
            // In order and without those that had nothing in this bucket, as PostgreSQL answers.
            const known = expected.find(([label]) => label === period)?.[1] ?? [];
            const listed = segments.filter(
              ({ key, sums: taken }) =>
                known.some(([each]) => each === key) ||
                JSON.stringify(Object.values(taken).map(String)) !== '["0","0","0","0"]',
            );
            return [period, listed.map((segment) => [segment.key, segment.sums])];
          });
          expect(found, name).toEqual(expected);
          const keys = points.map(({ segments }) => segments.map(({ key }) => key));
          expect(new Set(keys.map(String)).size, name).toBe(Math.min(1, keys.length));
          const whole = await readSeries(store, { ...series, fill: false }, never);
          expect(whole, name).toEqual(points.map(({ segments: _, ...point }) => point));
        }
      },
    ),
    { numRuns: 30, seed },
  );
}, 300_000);

test("refuses more segments than an answer may have", async () => {
  const [startMs, endMs] = [Date.UTC(2011, 0), Date.UTC(2011, 10)];
  const all = { productIds: [], categoryIds: [], channels: [], kinds: [] };
  const hours = { range: { startMs, endMs }, granularity: "hour", zone: "UTC" } as const;
  const split = { dimension: "product", limit: 20, filter: all } as const;
  for (const [, store] of ledger.both) {
    const filled = readSegments(store, { ...hours, ...split, fill: true }, never);
    await expect(filled).rejects.toThrow(
      "segment_by: the buckets have more than 100000 segments in all; ask for fewer segments, longer buckets or a shorter range",
    );
    expect(await readSegments(store, { ...hours, ...split, fill: false }, never)).not.toHaveLength(
      0,
    );
  }
});

test("a local time less the start of the day tells the day, save in nights when the clock changes", async () => {
  const { rows } = await ledger.pool.query(
    `select zone, day_start, sale_date
      from (select sale_date from sales.sale order by id limit 100) sale, unnest($1::text[]) zone, unnest($2::text[]) day_start,
      lateral (select (sale_date at time zone zone - day_start::time)::date as day) simply
      where sale_date >= '1972-02-01' and (sale_date < ${startOfDaySql("day", "day_start", "zone")}
        or sale_date >= ${startOfDaySql("(day + 1)", "day_start", "zone")})
      and (sale_date - interval '1 day') at time zone zone = sale_date at time zone zone - interval '1 day'
      and (sale_date + interval '1 day') at time zone zone = sale_date at time zone zone + interval '1 day'`,
    [oddZones, dayStarts],
  );
  expect(rows).toEqual([]);
}, 120_000);

const date = fc
  .integer({ min: Date.UTC(2008, 0, 1) / 86_400_000, max: Date.UTC(2013, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const oddDate = fc.oneof(
  date,
  fc.constantFrom("2011-12-29", "2011-12-31", "2012-02-29", "2012-03-11", "2012-11-04"),
  date.map((day) => `${day.slice(0, 7)}-01`),
);

test("earlier ranges are those of PostgreSQL's calendar", async () => {
  await fc.assert(
    fc.asyncProperty(oddDate, oddDate, calendar, async (one, other, days) => {
      const [first, last] = [one, other].sort();
      const { rows } = await ledger.pool.query(earlierSql, [first, last, days.dayStart, days.zone]);
      const expected = rows[0];
      fc.pre(expected.is_a_range);
      const range = { startMs: Number(expected.start), endMs: Number(expected.end) };
      const own = readTestCalendar(days);
      expect(findEarlierRange(range, "previous period", own)).toEqual({
        startMs: Number(expected.period_start),
        endMs: range.startMs,
      });
      expect(findEarlierRange(range, "previous year", own)).toEqual({
        startMs: Number(expected.year_start),
        endMs: Number(expected.year_end),
      });
    }),
    { numRuns: 60, seed },
  );
}, 300_000);

const start = (day: string) =>
  `(extract(epoch from ${startOfDaySql(day, "$3", "$4")}) * 1000)::bigint`;

/** A range of days $1 to $2 as PostgreSQL has it, and those before it: its days are those that begin before the next one. */
const earlierSql = `
  with each_day as (
    select day::date, ${start("day::date")} as start, ${start("(day::date + 1)")} as next
    from generate_series($1::date - ($2::date - $1::date + 5), $2::date, interval '1 day') day
  ), real as (select day, start, row_number() over (order by day) as place from each_day where start < next)
  select ${start("$1::date")} as start, ${start("($2::date + 1)")} as end,
    exists (select from real where day = $1::date) and exists (select from real where day = $2::date) as is_a_range,
    case when extract(day from $1::date) = 1 and extract(day from $2::date + 1) = 1
      then ${start("($1::date - age($2::date + 1, $1::date))::date")}
      else (select earlier.start from real, real as first_day, real as last_day, real as earlier
        where real.day = $1::date and first_day.day = $1::date and last_day.day = $2::date
          and earlier.place = first_day.place - (last_day.place - first_day.place + 1) limit 1)
    end as period_start,
    ${start("($1::date - interval '1 year')::date")} as year_start,
    ${start("(($2::date - interval '1 year')::date + 1)")} as year_end`;

function readTestCalendar({ zone, dayStart, weekStart }: PostgresCalendar): Calendar {
  return { zone, dayStart: Temporal.PlainTime.from(dayStart), weekStart };
}
