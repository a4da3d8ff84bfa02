import { expect, test } from "vitest";
import { createStoreDays } from "../store-days/store-days.ts";
import { startOfDay } from "../time/calendar.ts";
import type { Granularity } from "./granularity.ts";
import { listBuckets } from "./list-buckets.ts";
import { planParts } from "./plan.ts";
import type { RevenueFilter } from "./query.ts";
import { boundsToSql, breakdownToSql, seriesToSql } from "./to-sql.ts";

const everything: RevenueFilter = { productIds: [], categoryIds: [], channels: [], kinds: [] };
const oneProduct = { ...everything, productIds: [7n] };
const oneCategory = { ...everything, categoryIds: [3n] };

/** The tables that a series is planned to read, with how many units are left to the next one. */
function plan(
  [start, end]: [string, string],
  granularity: Granularity,
  zone: string,
  filter: RevenueFilter,
): string[] {
  const [startMs, endMs] = [start, end].map((date) =>
    startOfDay(Temporal.PlainDate.from(date), { zone }),
  );
  return planTimes([startMs as number, endMs as number], granularity, zone, filter);
}

function planTimes(
  [startMs, endMs]: [number, number],
  granularity: Granularity,
  zone: string,
  filter: RevenueFilter,
): string[] {
  const buckets = listBuckets(startMs, endMs, granularity, { zone }, 20_000);
  const edgesMs = buckets.map((bucket) => bucket.startMs);
  return planParts({ startMs, endMs, edgesMs, filter }).map(({ table, exceptMs }) =>
    exceptMs.length > 0 ? `${table.name} but ${exceptMs.length}` : table.name,
  );
}

const year: [string, string] = ["2023-01-01", "2024-01-01"];
const berlin = "Europe/Berlin";

const manyProducts = {
  ...everything,
  productIds: Array.from({ length: 100 }, (_, id) => BigInt(id)),
};
const filters = { everything, oneProduct, oneCategory, manyProducts };

test.each<[Granularity, string, keyof typeof filters, string[]]>([
  ["day", "UTC", "everything", ["revenue_by_day"]],
  ["hour", "UTC", "everything", ["revenue_by_slot"]],
  ["day", berlin, "everything", ["revenue_by_slot"]],
  ["month", berlin, "everything", ["revenue_by_day but 13", "revenue_by_slot"]],
  ["hour", berlin, "everything", ["revenue_by_slot"]],
  ["day", "UTC", "oneProduct", ["revenue_by_product_slot"]],
  ["day", berlin, "oneProduct", ["revenue_by_product_slot"]],
  ["month", "UTC", "oneCategory", ["revenue_by_month_product"]],
  ["month", berlin, "oneCategory", ["revenue_by_product_slot"]],
  ["day", berlin, "oneCategory", ["revenue_by_product_slot"]],
  ["hour", berlin, "oneCategory", ["revenue_by_product_slot"]],
])(
  "a year by %s in %s of %j is read from the cheapest tables",
  (granularity, zone, filter, parts) => {
    expect(plan(year, granularity, zone, filters[filter])).toEqual(parts);
  },
);

const storeDays = createStoreDays(berlin);
const inStore = (name: string) => `revenue_by_store_${name}_${storeDays.key}`;

test.each<[Granularity, string, keyof typeof filters, string[]]>([
  ["day", berlin, "everything", [inStore("day")]],
  ["month", berlin, "everything", [inStore("day")]],
  ["hour", berlin, "everything", ["revenue_by_slot"]],
  ["day", "UTC", "everything", ["revenue_by_day"]],
  ["day", "Asia/Kathmandu", "everything", ["revenue_by_slot"]],
  ["day", berlin, "oneProduct", [inStore("product_day")]],
  ["day", berlin, "oneCategory", [inStore("product_day")]],
  ["day", berlin, "manyProducts", [inStore("product_day")]],
  ["month", berlin, "oneCategory", [inStore("month_product")]],
  ["month", "UTC", "oneCategory", ["revenue_by_month_product"]],
])(
  "a year by %s in %s of %j is read from whole days of a shop in Berlin where they fit",
  (granularity, zone, filter, parts) => {
    const [startMs, endMs] = year.map((date) =>
      startOfDay(Temporal.PlainDate.from(date), { zone }),
    ) as [number, number];
    const edgesMs = listBuckets(startMs, endMs, granularity, { zone }, 20_000).map(
      (bucket) => bucket.startMs,
    );
    const request = { startMs, endMs, edgesMs, filter: filters[filter], storeDays };
    expect(planParts(request).map(({ table }) => table.name)).toEqual(parts);
  },
);

test("a range that begins and ends within a day reads only these days more finely", () => {
  const range: [number, number] = [
    Date.parse("2023-01-01T10:07:03Z"),
    Date.parse("2023-12-31T14:00Z"),
  ];
  expect(planTimes(range, "day", "UTC", everything)).toEqual([
    "revenue_by_day but 2",
    "revenue_by_slot but 1",
    "sale_fact",
  ]);
});

test("an edge within a quarter of an hour is read from the single sales", () => {
  const startMs = Date.parse("2024-01-01T10:05:00.250Z");
  const endMs = Date.parse("2024-01-01T20:00Z");
  const channels = ["web"];
  expect(
    seriesToSql({
      startMs,
      endMs,
      bucketStartsMs: [startMs - 300_250],
      filter: { ...everything, channels },
    }),
  ).toEqual({
    sql: [
      "SELECT toUInt32(roundDown(toUnixTimestamp(slot), {buckets:Array(UInt32)})) AS at, kind AS entry_kind, sum(amount), sum(units), sum(entries) FROM revenue_by_slot WHERE slot >= {from0:DateTime('UTC')} AND slot < {to0:DateTime('UTC')} AND slot NOT IN {except0:Array(DateTime('UTC'))} AND channel IN {channels:Array(String)} GROUP BY at, entry_kind",
      "SELECT toUInt32(roundDown(toUnixTimestamp(sale_date), {buckets:Array(UInt32)})) AS at, kind AS entry_kind, sum(amount), sum(toInt64(quantity)), sum(toInt64(kind != 'WATERMARK')) FROM sale_fact WHERE sale_date >= {from1:DateTime64(3, 'UTC')} AND sale_date < {to1:DateTime64(3, 'UTC')} AND channel IN {channels:Array(String)} GROUP BY at, entry_kind",
    ].join(" UNION ALL "),
    params: {
      buckets: [1_704_103_200],
      from0: "2024-01-01 10:00:00",
      to0: "2024-01-01 20:00:00",
      except0: ["2024-01-01 10:00:00"],
      from1: "2024-01-01 10:05:00.250",
      to1: "2024-01-01 10:15:00.000",
      channels,
    },
    threads: 1,
  });
});

test("a breakdown by category joins the present category to sums by product", () => {
  const { sql, params } = breakdownToSql({
    startMs: Date.UTC(2024, 0),
    endMs: Date.UTC(2024, 1),
    dimension: "category",
    filter: oneCategory,
    limit: 10,
  });
  expect(sql).toBe(
    "SELECT toString(key) AS name, gross, refunds, units, sales, count() OVER () AS all_rows, sum(gross) OVER () AS all_gross, sum(refunds) OVER () AS all_refunds, sum(units) OVER () AS all_units, sum(sales) OVER () AS all_sales FROM (SELECT known.category_id AS key, sum(gross) AS gross, sum(refunds) AS refunds, sum(units) AS units, sum(sales) AS sales FROM (SELECT product_id AS key, sumIf(amount, kind != 'REFUND') AS gross, sumIf(amount, kind = 'REFUND') AS refunds, sum(units) AS units, (sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID')) AS sales, sum(entries) AS entry_count FROM revenue_by_month_product WHERE month >= {from0:Date} AND month < {to0:Date} AND product_id IN (SELECT id FROM product FINAL WHERE category_id IN {categories:Array(UInt64)}) GROUP BY key) AS taken LEFT JOIN (SELECT id, category_id FROM product FINAL) AS known ON known.id = taken.key GROUP BY key HAVING sum(entry_count) > 0) ORDER BY gross + refunds DESC, key LIMIT {limit:UInt32}",
  );
  expect(params).toEqual({ limit: 10, from0: "2024-01-01", to0: "2024-02-01", categories: [3n] });
});

test("few units of time are answered one by one", () => {
  const startMs = Date.parse("2024-01-01T23:00Z");
  const bucketStartsMs = Array.from({ length: 24 }, (_, hour) => startMs + hour * 3_600_000);
  const endMs = startMs + 86_400_000;
  expect(seriesToSql({ startMs, endMs, bucketStartsMs, filter: everything })).toEqual({
    sql: "SELECT toUnixTimestamp(slot) AS at, kind AS entry_kind, sum(amount), sum(units), sum(entries) FROM revenue_by_slot WHERE slot >= {from0:DateTime('UTC')} AND slot < {to0:DateTime('UTC')} GROUP BY at, entry_kind",
    params: { from0: "2024-01-01 23:00:00", to0: "2024-01-02 23:00:00" },
    threads: 1,
  });
  const decadeMs = 3_650 * 86_400_000;
  const long = { startMs, endMs: startMs + decadeMs, bucketStartsMs, filter: oneCategory };
  expect(seriesToSql(long).threads).toBeUndefined();
});

test("few spans are read range by range, and many by short parameters, however many they are", () => {
  const startMs = Date.UTC(2024, 0, 1);
  const hourMs = 3_600_000;
  const read = (cutHours: readonly number[]) =>
    seriesToSql({
      startMs,
      endMs: startMs + 400 * 24 * hourMs,
      bucketStartsMs: [0, ...cutHours].map((hours) => startMs + hours * hourMs),
      filter: everything,
    });
  const few = read([22, 46]);
  expect(few.sql).toContain(
    "FROM revenue_by_day WHERE day >= {from0:Date} AND day < {to0:Date} AND day NOT IN {except0:Array(Date)} GROUP",
  );
  expect(few.sql).toContain(
    "FROM revenue_by_slot WHERE ((slot >= {from1_0:DateTime('UTC')} AND slot < {to1_0:DateTime('UTC')}) OR (slot >= {from1_1:DateTime('UTC')} AND slot < {to1_1:DateTime('UTC')})) GROUP",
  );
  expect(few.params).toMatchObject({
    except0: ["2024-01-01", "2024-01-02"],
    from1_1: "2024-01-02 00:00:00",
    to1_1: "2024-01-03 00:00:00",
  });
  const many = read([22, 70, 118, 166, 214]);
  expect(many.sql).toContain(
    "FROM revenue_by_slot WHERE slot IN (SELECT toDateTime(arrayJoin({days1_0:Array(UInt16)}) * 86400 + arrayJoin(range(0, 86400, 900)), 'UTC')) GROUP",
  );
  expect(many.params).toMatchObject({ days1_0: [19_723, 19_725, 19_727, 19_729, 19_731] });
});

test("many products of few days are read from a table sorted by day", () => {
  const [startMs, endMs] = ["2024-02-05", "2024-03-06"].map((date) =>
    startOfDay(Temporal.PlainDate.from(date), { zone: berlin }),
  ) as [number, number];
  const tablesFor = (filter: RevenueFilter) =>
    planParts({ startMs, endMs, edgesMs: [], filter, storeDays }).map(({ table }) => table.name);
  expect(tablesFor(manyProducts)).toEqual([inStore("day_product")]);
  expect(tablesFor(oneProduct)).toEqual([inStore("product_day")]);
});

test("a breakdown of the shop's own days by product is read from a table sorted by day", () => {
  const [startMs, endMs] = ["2024-02-05", "2024-03-06"].map((date) =>
    startOfDay(Temporal.PlainDate.from(date), { zone: berlin }),
  ) as [number, number];
  const request = { startMs, endMs, edgesMs: [], filter: everything, storeDays };
  const tablesFor = (dimension: "product" | "category" | "channel") =>
    planParts({ ...request, dimension }).map(({ table }) => table.name);
  expect(tablesFor("product")).toEqual([inStore("day_product")]);
  expect(tablesFor("category")).toEqual([inStore("day_product")]);
  expect(tablesFor("channel")).toEqual([inStore("day")]);
});

test("the bounds of all sales come from the smallest table", () => {
  expect(boundsToSql(everything).sql).toContain(
    "FROM revenue_by_day WHERE kind != 'WATERMARK' HAVING",
  );
  expect(boundsToSql(oneProduct)).toEqual({
    sql: "SELECT toUnixTimestamp64Milli(min(first_at)) AS first, toUnixTimestamp64Milli(max(last_at)) AS last FROM revenue_by_month_product WHERE kind != 'WATERMARK' AND product_id IN {products:Array(UInt64)} HAVING count() > 0",
    params: { products: [7n] },
  });
});
