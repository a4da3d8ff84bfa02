import type { Pool } from "pg";
import type { Granularity } from "../revenue/granularity.ts";
import type { Dimension, RevenueFilter, Window } from "../revenue/query.ts";
import type { Sums } from "../revenue/sums.ts";
import {
  askPostgresBreakdown,
  condition,
  hourLabel,
  type LabelledRow,
  parametersOf,
  readLabelled,
  sumColumns,
} from "./ask-postgres.ts";

/** A calendar in PostgreSQL's terms. */
export interface PostgresCalendar {
  readonly zone: string;
  /** `HH:MM`. */
  readonly dayStart: string;
  /** From 1, Monday, to 7. */
  readonly weekStart: number;
}

/**
 * The first instant of a business day by PostgreSQL's own calendar, given the SQL of a date, a time of
 * day and a zone. Of a time that comes twice PostgreSQL takes the last, so that earlier ones at which
 * the clock shows the same are looked for; one that is skipped it moves on, as we do.
 */
export function startOfDaySql(day: string, dayStart: string, zone: string): string {
  const local = `(${day} + ${dayStart}::time)`;
  const last = `(${local} at time zone ${zone})`;
  return `(select coalesce(min(${last} - back) filter (where (${last} - back) at time zone ${zone} = ${local}), ${last})
    from unnest('{0,15min,30min,45min,1h,2h}'::interval[]) back)`;
}

/** The days that sales may be of, and their starts: zone $1, range $2 to $3, dayStart $8. */
export const days = `days as materialized (
  select array_agg(day order by day) as day, array_agg(start order by day) as start
  from (
    select day, ${startOfDaySql("day", "$8", "$1")} as start
    from (
      select distinct (sale_date at time zone $1)::date + near as day
      from sales.sale, generate_series(-1, 1) near
      where sale_date >= $2::timestamptz and sale_date < $3::timestamptz
    ) near_sales
  ) each_day
)`;

/** A bucket in which anything was recorded, and its segments. */
export type LabelledSegments = readonly [
  label: string,
  segments: readonly (readonly [key: string, sums: Sums])[],
];

/**
 * Asks PostgreSQL for a split series in its own words: its own calendar and time zones, NUMERIC sums,
 * no code shared with what is tested. Answers the buckets in which anything was recorded.
 */
export async function askPostgresSegments(
  pool: Pool,
  window: Window,
  granularity: Granularity,
  { zone, dayStart, weekStart }: PostgresCalendar,
  filter: RevenueFilter,
  dimension: Dimension,
  limit: number,
): Promise<LabelledSegments[]> {
  const all = await askPostgresBreakdown(pool, window, dimension, filter);
  const listed = all.slice(0, limit).map(([key]) => key);
  const bucketLabel =
    granularity === "hour"
      ? hourLabel
      : `to_char(date_trunc('${granularity}', day[width_bucket(sale_date, start)] - $9::int) + make_interval(days => $9::int), 'YYYY-MM-DD')`;
  const key = { product: "product_id", category: "category_id", channel: "channel" }[dimension];
  const { rows } = await pool.query<LabelledRow & { key: string }>(
    `with ${days}, labelled as (
        select sale.*, ${bucketLabel} as label,
          case when ${key}::text = any($10::text[]) then ${key}::text else '' end as key
        from sales.sale join sales.product on product.id = product_id, days where ${condition} and $9::int >= 0
      )
      select label, key, ${sumColumns}
      from labelled group by label, key
      order by min(min(sale_date)) over (partition by label), array_position($10::text[], key)`,
    [
      zone,
      ...parametersOf(window, filter),
      dayStart,
      granularity === "week" ? weekStart - 1 : 0,
      listed,
    ],
  );
  const buckets = new Map<string, (readonly [string, Sums])[]>();
  for (const row of rows) {
    const [label, sums] = readLabelled(row);
    buckets.set(label, [...(buckets.get(label) ?? []), [row.key, sums]]);
  }
  return [...buckets];
}
