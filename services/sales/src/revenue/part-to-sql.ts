import { filterToSql } from "./filter-to-sql.ts";
import { type Part, type PlanRequest, planParts } from "./plan.ts";
import type { RevenueFilter } from "./query.ts";
import { spansToSql } from "./spans-to-sql.ts";
import type { Counts } from "./time-tables.ts";

/**
 * The columns that sums are grouped by: the expression of each by its name, which must not be that of
 * a column of a table. An expression may use `product_id`, `channel`, `kind`, and the one it is
 * given: an instant of the unit of time that a row belongs to, in whole seconds since 1970.
 */
export type GroupBy = (seconds: string) => Readonly<Record<string, string>>;

/** The sums over rows of `partsToSql`, by the same names. */
export const totalSums =
  "sum(gross) AS gross, sum(refunds) AS refunds, sum(units) AS units, sum(sales) AS sales";

/** Whether a group of rows of `partsToSql` has any entry of the ledger; it belongs to no answer otherwise. */
export const hasEntries = "sum(entry_count) > 0";

/**
 * Writes a query that answers rows of the columns of groupBy, in their order, `kind, amount, units,
 * entries`: what the entries of that kind come to, and how many there are. A group may come in several
 * rows, one for each table that is read, and watermarks have rows of their own.
 *
 * This is the cheapest that ClickHouse can be asked, for whoever adds up the rows that come.
 *
 * @param params as for partsToSql.
 */
export function entriesToSql(
  { filter }: PlanRequest,
  parts: readonly Part[],
  groupBy: GroupBy,
  params: Record<string, unknown>,
): string {
  const byKind: GroupBy = (seconds) => ({ ...groupBy(seconds), entry_kind: "kind" });
  const sums = ({ units, entries }: Counts) => ["sum(amount)", units, entries];
  return parts
    .map((part, i) => selectPart(part, i, byKind, sums, filter, params))
    .join(" UNION ALL ");
}

/**
 * Writes a query that answers each group that has entries in one row: the columns of groupBy, in their
 * order, and the sums `gross, refunds, units, sales`.
 *
 * @param params as for partsToSql.
 */
export function sumsToSql(
  request: PlanRequest,
  groupBy: GroupBy,
  params: Record<string, unknown>,
): string {
  const parts = planParts(request);
  const [only] = parts;
  if (only && parts.length === 1) {
    const [sql, entries] = [
      partToSql(only, 0, groupBy, request.filter, params, false),
      only.table.counts.entries,
    ];
    return `${sql} HAVING ${entries} > 0`;
  }
  const names = Object.keys(groupBy("")).join(", ");
  const taken = unite(parts, groupBy, request.filter, params);
  return `SELECT ${names}, ${totalSums} FROM ${taken} GROUP BY ${names} HAVING ${hasEntries}`;
}

/**
 * Writes a sub-query that answers the columns of groupBy, in their order, the sums `gross, refunds,
 * units, sales`, and their number, `entry_count`. A group may come in several rows, one for each table
 * that is read, so it must be summed again with `totalSums`, and left out unless it has entries, as a
 * watermark has none: `GROUP BY … HAVING ${hasEntries}`.
 *
 * @param params the values of its parameters are added here; it takes the names `products`,
 * `categories`, `channels`, `kinds` and those that end in a digit.
 */
export function partsToSql(
  request: PlanRequest,
  groupBy: GroupBy,
  params: Record<string, unknown>,
): string {
  return unite(planParts(request), groupBy, request.filter, params);
}

function unite(
  parts: readonly Part[],
  groupBy: GroupBy,
  filter: RevenueFilter,
  params: Record<string, unknown>,
): string {
  const selects = parts.map((part, i) => partToSql(part, i, groupBy, filter, params));
  return `(${selects.join(" UNION ALL ")})`;
}

/**
 * Writes what one table contributes to the sums of each group.
 *
 * @param withEntries whether `entry_count` is among it.
 */
export function partToSql(
  part: Part,
  i: number,
  groupBy: GroupBy,
  filter: RevenueFilter,
  params: Record<string, unknown>,
  withEntries = true,
): string {
  const sums = ({ units, sales, entries }: Counts) => [
    "sumIf(amount, kind != 'REFUND') AS gross",
    "sumIf(amount, kind = 'REFUND') AS refunds",
    `${units} AS units`,
    `${sales} AS sales`,
    ...(withEntries ? [`${entries} AS entry_count`] : []),
  ];
  return selectPart(part, i, groupBy, sums, filter, params);
}

function selectPart(
  { table, spans, exceptMs }: Part,
  i: number,
  groupBy: GroupBy,
  sumsOf: (counts: Counts) => readonly string[],
  filter: RevenueFilter,
  params: Record<string, unknown>,
): string {
  const { name: from, grain, unit, counts } = table;
  const conditions = [
    ...spansToSql(table, spans, i, params, exceptMs),
    ...filterToSql(filter, params),
  ].join(" AND ");
  const columns = Object.entries(groupBy(grain.secondsSql(unit)));
  const group = columns.map(([name, expression]) => `${expression} AS ${name}`);
  const names = columns.map(([name]) => name).join(", ");
  return `SELECT ${[...group, ...sumsOf(counts)].join(", ")} FROM ${from} WHERE ${conditions} GROUP BY ${names}`;
}
