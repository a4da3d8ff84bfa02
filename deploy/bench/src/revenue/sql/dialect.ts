import type { Grain } from "../mix/question.ts";

/** How a store's SQL says what every question needs. */
export interface Dialect {
  /** The table of single sales, with what leaves out rows that are none; empty when there are none. */
  readonly table: string;
  readonly onlySales: string;
  /** The sums `gross`, `refunds`, `units`, `sales` of single sales. */
  readonly sums: string;
  /** The first instant of the bucket of local time that a sale lies in. */
  bucket(grain: Grain, zone: string): string;
  /** Prints such an instant in seconds since 1970. */
  seconds(bucket: string): string;
  /** Prints such an instant's local day as `YYYY-MM-DD`. */
  localDay(bucket: string, zone: string): string;
  /** The day of the week of a sale, Monday being 1. */
  weekday(zone: string): string;
  /** The hour of the local clock of a sale, from 0. */
  hour(zone: string): string;
  /** An instant. */
  instant(ms: number): string;
  /** The day of the highest net revenue among rows `day, gross, refunds`. */
  readonly bestDay: string;
  /** The products of some categories. */
  productsOf(categoryIds: readonly number[]): string;
  /** The products with their categories: columns `id` and `category_id`. */
  readonly products: string;
}

/** PostgreSQL, on the ledger. */
export const postgres: Dialect = {
  table: "sales.sale",
  onlySales: "",
  sums: `sum(total_amount) filter (where kind <> 'REFUND') as gross,
  sum(total_amount) filter (where kind = 'REFUND') as refunds, sum(quantity) as units,
  count(*) filter (where kind = 'SALE') - count(*) filter (where kind = 'VOID') as sales`,
  bucket: (grain, zone) => `date_trunc('${grain}', sale_date, '${zone}')`,
  seconds: (bucket) => `extract(epoch from ${bucket})::bigint`,
  localDay: (bucket, zone) => `to_char(${bucket} at time zone '${zone}', 'YYYY-MM-DD')`,
  weekday: (zone) => `extract(isodow from sale_date at time zone '${zone}')::int`,
  hour: (zone) => `extract(hour from sale_date at time zone '${zone}')::int`,
  instant: (ms) => `'${new Date(ms).toISOString()}'::timestamptz`,
  bestDay: "(array_agg(day order by coalesce(gross, 0) + coalesce(refunds, 0) desc, day))[1]",
  productsOf: (ids) => `select id from sales.product where category_id in (${ids.join(", ")})`,
  products: "sales.product",
};

const clickhouseBuckets: Record<Grain, (zone: string) => string> = {
  hour: (zone) => `toStartOfHour(sale_date, '${zone}')`,
  day: (zone) => `toStartOfDay(sale_date, '${zone}')`,
  week: (zone) => `toDateTime(toStartOfWeek(sale_date, 1, '${zone}'), '${zone}')`,
  month: (zone) => `toDateTime(toStartOfMonth(sale_date, '${zone}'), '${zone}')`,
};

/** ClickHouse, on the facts: no roll-up is used. */
export const facts: Dialect = {
  table: "sale_fact",
  onlySales: "kind != 'WATERMARK'",
  sums: `sumIf(amount, kind != 'REFUND') as gross, sumIf(amount, kind = 'REFUND') as refunds,
  sum(toInt64(quantity)) as units, toInt64(countIf(kind = 'SALE')) - countIf(kind = 'VOID') as sales`,
  bucket: (grain, zone) => clickhouseBuckets[grain](zone),
  seconds: (bucket) => `toUnixTimestamp(${bucket})`,
  localDay: (bucket, zone) => `formatDateTime(${bucket}, '%Y-%m-%d', '${zone}')`,
  weekday: (zone) => `toDayOfWeek(sale_date, 0, '${zone}')`,
  hour: (zone) => `toHour(sale_date, '${zone}')`,
  instant: (ms) => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`,
  bestDay: "argMax(day, gross + refunds)",
  productsOf: (ids) => `select id from product final where category_id in (${ids.join(", ")})`,
  products: "product final",
};
