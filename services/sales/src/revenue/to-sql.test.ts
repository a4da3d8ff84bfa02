import { expect, test } from "vitest";
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
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  const buckets = listBuckets(startMs, endMs, granularity, { zone }, 10_000);
  const edgesMs = buckets.slice(1).map((bucket) => bucket.startMs);
  return planParts({ startMs, endMs, edgesMs, filter }).map(({ table, exceptMs }) =>
    exceptMs.length > 0 ? `${table.name} but ${exceptMs.length}` : table.name,
  );
}

const year: [string, string] = ["2023-01-01T00:00Z", "2024-01-01T00:00Z"];
const berlinYear: [string, string] = ["2022-12-31T23:00Z", "2023-12-31T23:00Z"];
const berlinYears: [string, string] = ["2021-12-31T23:00Z", "2023-12-31T23:00Z"];
const cutYear: [string, string] = ["2023-01-01T10:07:03Z", "2023-12-31T10:00Z"];

test.each<[Granularity, string, [string, string], RevenueFilter, string[]]>([
  ["day", "UTC", year, everything, ["revenue_by_day"]],
  ["hour", "UTC", year, everything, ["revenue_by_slot"]],
  ["day", "Europe/Berlin", berlinYear, everything, ["revenue_by_slot"]],
  ["month", "Europe/Berlin", berlinYear, everything, ["revenue_by_day but 13", "revenue_by_slot"]],
  [
    "day",
    "UTC",
    cutYear,
    everything,
    ["revenue_by_day but 2", "revenue_by_slot but 1", "sale_fact"],
  ],
  ["day", "UTC", year, oneProduct, ["revenue_by_product_slot"]],
  ["day", "UTC", cutYear, oneProduct, ["revenue_by_product_slot but 1", "sale_fact"]],
  ["month", "UTC", year, oneCategory, ["revenue_by_month_product"]],
  ["day", "UTC", year, oneCategory, ["revenue_by_day_product"]],
  [
    "month",
    "Europe/Berlin",
    berlinYear,
    oneCategory,
    ["revenue_by_day_product but 13", "sale_fact"],
  ],
  ["day", "Europe/Berlin", berlinYear, oneCategory, ["sale_fact"]],
  ["day", "Europe/Berlin", berlinYears, oneCategory, ["revenue_by_product_slot"]],
])(
  "a %s in %s of %j is read from the cheapest tables",
  (granularity, zone, range, filter, parts) => {
    expect(plan(range, granularity, zone, filter)).toEqual(parts);
  },
);

test("an edge within a quarter of an hour is read from the single sales", () => {
  const startMs = Date.parse("2024-01-01T10:05:00.250Z");
  const endMs = Date.parse("2024-01-01T11:00Z");
  const channels = ["web"];
  expect(
    seriesToSql({
      startMs,
      endMs,
      bucketStartsMs: [startMs - 300_250],
      filter: { ...everything, channels },
    }),
  ).toEqual({
    sql: `SELECT bucket, sum(gross) AS gross, sum(refunds) AS refunds, sum(units) AS units, sum(sales) AS sales FROM (${[
      "SELECT toUInt32(roundDown(toUnixTimestamp(slot), {buckets:Array(UInt32)})) AS bucket, sumIf(amount, kind != 'REFUND') AS gross, sumIf(amount, kind = 'REFUND') AS refunds, sum(units) AS units, sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') AS sales, sum(entries) AS entry_count FROM revenue_by_slot WHERE slot >= {from0:DateTime('UTC')} AND slot < {to0:DateTime('UTC')} AND slot NOT IN {except0:Array(DateTime('UTC'))} AND channel IN {channels:Array(String)} GROUP BY bucket",
      "SELECT toUInt32(roundDown(toUnixTimestamp(sale_date), {buckets:Array(UInt32)})) AS bucket, sumIf(amount, kind != 'REFUND') AS gross, sumIf(amount, kind = 'REFUND') AS refunds, sum(toInt64(quantity)) AS units, sum(toInt64(transform(kind, ['SALE', 'VOID'], [1, -1], 0))) AS sales, sum(toInt64(kind != 'WATERMARK')) AS entry_count FROM sale_fact WHERE sale_date >= {from1:DateTime64(3, 'UTC')} AND sale_date < {to1:DateTime64(3, 'UTC')} AND toStartOfFifteenMinutes(sale_date) IN {within1:Array(DateTime('UTC'))} AND channel IN {channels:Array(String)} GROUP BY bucket",
    ].join(" UNION ALL ")}) GROUP BY bucket HAVING sum(entry_count) > 0`,
    params: {
      buckets: [1_704_103_200],
      from0: "2024-01-01 10:00:00",
      to0: "2024-01-01 11:00:00",
      except0: ["2024-01-01 10:00:00"],
      from1: "2024-01-01 10:05:00.250",
      to1: "2024-01-01 11:00:00.000",
      within1: ["2024-01-01 10:00:00"],
      channels,
    },
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
    "SELECT toString(key) AS name, gross, refunds, units, sales, count() OVER () AS all_rows, sum(gross) OVER () AS all_gross, sum(refunds) OVER () AS all_refunds, sum(units) OVER () AS all_units, sum(sales) OVER () AS all_sales FROM (SELECT known.category_id AS key, sum(gross) AS gross, sum(refunds) AS refunds, sum(units) AS units, sum(sales) AS sales FROM (SELECT product_id AS key, sumIf(amount, kind != 'REFUND') AS gross, sumIf(amount, kind = 'REFUND') AS refunds, sum(units) AS units, sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') AS sales, sum(entries) AS entry_count FROM revenue_by_month_product WHERE month >= {from0:Date} AND month < {to0:Date} AND product_id IN (SELECT id FROM product FINAL WHERE category_id IN {categories:Array(UInt64)}) GROUP BY key) AS taken LEFT JOIN (SELECT id, category_id FROM product FINAL) AS known ON known.id = taken.key GROUP BY key HAVING sum(entry_count) > 0) ORDER BY gross + refunds DESC, key LIMIT {limit:UInt32}",
  );
  expect(params).toEqual({ limit: 10, from0: "2024-01-01", to0: "2024-02-01", categories: [3n] });
});

test("the bounds of all sales come from the smallest table", () => {
  expect(boundsToSql(oneProduct)).toEqual({
    sql: "SELECT toUnixTimestamp64Milli(min(first_at)) AS first, toUnixTimestamp64Milli(max(last_at)) AS last FROM revenue_by_month_product WHERE product_id > 0 AND product_id IN {products:Array(UInt64)} HAVING count() > 0",
    params: { products: [7n] },
  });
});
