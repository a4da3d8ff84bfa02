import type { Select } from "@backroom/kit";
import type { StoreDays } from "../store-days/store-days.ts";
import { filterToSql } from "./filter-to-sql.ts";
import { entriesToSql, hasEntries, partsToSql, sumsToSql, totalSums } from "./part-to-sql.ts";
import { countThreads, type Part, planParts } from "./plan.ts";
import type { BreakdownQuery, ListedQuery, RevenueFilter, SeriesQuery } from "./query.ts";

/** A statement for ClickHouse, the values of its typed parameters, and how many threads it is worth. */
export interface Sql extends Select {
  readonly params: Record<string, unknown>;
}

/** So many units of time are rather answered one by one than gathered in buckets by ClickHouse. */
const maxUnits = 400;

/**
 * Writes the statement that answers rows `at, kind, amount, units, entries`, any number for a bucket:
 * `at` is an instant of it, in seconds, and is 0 for what lies before 1970.
 */
export function seriesToSql(query: SeriesQuery, storeDays?: StoreDays): Sql {
  const { bucketStartsMs } = query;
  const request = { ...query, edgesMs: bucketStartsMs.slice(1), storeDays };
  const parts = planParts(request);
  const threads = countThreads(parts, query.filter);
  if (countUnits(parts) <= maxUnits) {
    const params: Record<string, unknown> = {};
    const sql = entriesToSql(request, parts, (seconds) => ({ at: seconds }), params);
    return { sql, params, threads };
  }
  const params: Record<string, unknown> = { buckets: bucketStartsMs.map(toBucketSeconds) };
  const groupBy = (seconds: string) => ({ at: bucketOf(seconds) });
  return { sql: entriesToSql(request, parts, groupBy, params), params, threads };
}

/** How many units of time parts of a plan read at most. */
function countUnits(parts: readonly Part[]): number {
  const units = parts.flatMap(({ table, spans }) =>
    spans.map(({ startMs, endMs }) => Math.ceil((endMs - startMs) / table.grain.ms)),
  );
  return units.reduce((sum, count) => sum + count, 0);
}

/** The bucket that an instant lies in, by the parameter `buckets`: the first instants of all, in seconds and ascending. */
export function bucketOf(seconds: string): string {
  return `toUInt32(roundDown(${seconds}, {buckets:Array(UInt32)}))`;
}

/** The number that stands for a bucket in ClickHouse, which has no times before 1970. */
export function toBucketSeconds(startMs: number): number {
  return Math.max(0, startMs / 1000);
}

/** Writes the statement that answers the highest rows `key, gross, refunds, units, sales`, each with the number of all rows and their sums. */
export function breakdownToSql(query: BreakdownQuery, storeDays?: StoreDays): Sql {
  const params: Record<string, unknown> = { limit: query.limit };
  const rows = rowsToSql(query, params, storeDays);
  const all = ["gross", "refunds", "units", "sales"].map(
    (sum) => `sum(${sum}) OVER () AS all_${sum}`,
  );
  const sql = `SELECT toString(key) AS name, gross, refunds, units, sales, count() OVER () AS all_rows, ${all.join(", ")} FROM ${rows} ORDER BY gross + refunds DESC, key LIMIT {limit:UInt32}`;
  return { sql, params };
}

/** Writes the statement that answers a row `listed, name, gross, refunds, units, sales` for each of some keys that had anything, and for all others together one that is not listed. */
export function listedToSql(query: ListedQuery, storeDays?: StoreDays): Sql {
  const params: Record<string, unknown> = { keys: query.keys };
  const rows = rowsToSql(query, params, storeDays);
  const name =
    "toString(key) IN {keys:Array(String)} AS listed, if(listed, toString(key), '') AS name";
  return { sql: `SELECT ${name}, ${totalSums} FROM ${rows} GROUP BY listed, name`, params };
}

/** Writes a sub-query that answers every row `key, gross, refunds, units, sales` of a breakdown. */
function rowsToSql(
  query: Omit<BreakdownQuery, "limit">,
  params: Record<string, unknown>,
  storeDays: StoreDays | undefined,
): string {
  const { startMs, endMs, dimension, filter } = query;
  const key = dimension === "channel" ? "channel" : "product_id";
  const request = { startMs, endMs, dimension, filter, edgesMs: [], storeDays };
  if (dimension !== "category") return `(${sumsToSql(request, () => ({ key }), params)})`;
  const taken = partsToSql(request, () => ({ key }), params);
  return `(SELECT known.category_id AS key, ${totalSums} FROM ${taken} AS taken LEFT JOIN (SELECT id, category_id FROM product FINAL) AS known ON known.id = taken.key GROUP BY key HAVING ${hasEntries})`;
}

/** Writes the statement that answers when the first and the last matching sale was, in milliseconds; without any it answers no row. */
export function boundsToSql(filter: RevenueFilter): Sql {
  const params: Record<string, unknown> = {};
  const isFiltered = filter.productIds.length > 0 || filter.categoryIds.length > 0;
  const table = isFiltered ? "revenue_by_month_product" : "revenue_by_day";
  const conditions = ["kind != 'WATERMARK'", ...filterToSql(filter, params)];
  const sql = `SELECT toUnixTimestamp64Milli(min(first_at)) AS first, toUnixTimestamp64Milli(max(last_at)) AS last FROM ${table} WHERE ${conditions.join(" AND ")} HAVING count() > 0`;
  return { sql, params };
}
