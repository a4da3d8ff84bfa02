import { type Part, planParts } from "./plan.ts";
import type { BreakdownQuery, RevenueFilter, SeriesQuery } from "./query.ts";

/** A statement for ClickHouse and the values of its typed parameters. */
export interface Sql {
  readonly sql: string;
  readonly params: Record<string, unknown>;
}

const totalSums =
  "sum(gross) AS gross, sum(refunds) AS refunds, sum(units) AS units, sum(sales) AS sales";

/** Writes the statement that answers a row `bucket, gross, refunds, units, sales` for each bucket in which something was sold; a bucket is its first instant in seconds, or 0 if that lies before 1970. */
export function seriesToSql(query: SeriesQuery): Sql {
  const edgesMs = query.bucketStartsMs.slice(1);
  const params: Record<string, unknown> = {
    buckets: query.bucketStartsMs.map(toBucketSeconds),
  };
  const parts = planParts({ ...query, edgesMs }).map((part, i) =>
    partToSql(
      part,
      i,
      `toUInt32(roundDown(${part.table.seconds}, {buckets:Array(UInt32)})) AS bucket`,
      "bucket",
      query.filter,
      params,
    ),
  );
  return { sql: `SELECT bucket, ${totalSums} FROM (${union(parts)}) GROUP BY bucket`, params };
}

/** The number that stands for a bucket in ClickHouse, which has no times before 1970. */
export function toBucketSeconds(startMs: number): number {
  return Math.max(0, startMs / 1000);
}

/** Writes the statement that answers the highest rows `key, gross, refunds, units, sales`, each with the number of all rows and their sums. */
export function breakdownToSql(query: BreakdownQuery): Sql {
  const { dimension, filter, limit } = query;
  const key = dimension === "channel" ? "channel" : "product_id";
  const params: Record<string, unknown> = { limit };
  const parts = planParts({ ...query, edgesMs: [] }).map((part, i) =>
    partToSql(part, i, `${key} AS key`, "key", filter, params),
  );
  const taken = `(${union(parts)})`;
  const rows =
    dimension === "category"
      ? `SELECT known.category_id AS key, ${totalSums} FROM ${taken} AS taken LEFT JOIN (SELECT id, category_id FROM product FINAL) AS known ON known.id = taken.key GROUP BY key`
      : `SELECT key, ${totalSums} FROM ${taken} GROUP BY key`;
  const all = ["gross", "refunds", "units", "sales"].map(
    (sum) => `sum(${sum}) OVER () AS all_${sum}`,
  );
  const sql = `SELECT toString(key) AS name, gross, refunds, units, sales, count() OVER () AS all_rows, ${all.join(", ")} FROM (${rows}) ORDER BY gross + refunds DESC, key LIMIT {limit:UInt32}`;
  return { sql, params };
}

/** Writes the statement that answers when the first and the last matching sale was, in milliseconds; without any it answers no row. */
export function boundsToSql(filter: RevenueFilter): Sql {
  const params: Record<string, unknown> = {};
  const conditions = ["product_id > 0", ...filterConditions(filter, params)];
  const sql = `SELECT toUnixTimestamp64Milli(min(first_at)) AS first, toUnixTimestamp64Milli(max(last_at)) AS last FROM revenue_by_month_product WHERE ${conditions.join(" AND ")} HAVING count() > 0`;
  return { sql, params };
}

function union(parts: readonly string[]): string {
  return parts.join(" UNION ALL ");
}

/** Writes one table's part of an answer. */
function partToSql(
  part: Part,
  i: number,
  group: string,
  alias: string,
  filter: RevenueFilter,
  params: Record<string, unknown>,
): string {
  const { table, within, exceptMs } = part;
  const { grain, time } = table;
  const conditions = [`${time} >= {from${i}:${grain.type}}`, `${time} < {to${i}:${grain.type}}`];
  params[`from${i}`] = grain.print(grain.floor(part.startMs));
  params[`to${i}`] = grain.print(grain.floor(part.endMs));
  if (within) {
    conditions.push(`${within.grain.sql(time)} IN {within${i}:Array(${within.grain.type})}`);
    params[`within${i}`] = within.unitsMs.map(within.grain.print);
  }
  if (exceptMs.length > 0) {
    conditions.push(`${time} NOT IN {except${i}:Array(${grain.type})}`);
    params[`except${i}`] = exceptMs.map(grain.print);
  }
  conditions.push(...filterConditions(filter, params));
  return `SELECT ${group}, ${table.sums} FROM ${table.name} WHERE ${conditions.join(" AND ")} GROUP BY ${alias}`;
}

/** Writes the conditions of a filter. */
function filterConditions(filter: RevenueFilter, params: Record<string, unknown>): string[] {
  const conditions: string[] = [];
  const add = (name: string, values: readonly unknown[], condition: string) => {
    if (values.length === 0) return;
    conditions.push(condition);
    params[name] = values;
  };
  add("products", filter.productIds, "product_id IN {products:Array(UInt64)}");
  add(
    "categories",
    filter.categoryIds,
    "product_id IN (SELECT id FROM product FINAL WHERE category_id IN {categories:Array(UInt64)})",
  );
  add("channels", filter.channels, "channel IN {channels:Array(String)}");
  return conditions;
}
