import { parseDecimal } from "@backroom/kit";
import type { Pool } from "pg";
import type { Granularity } from "../revenue/granularity.ts";
import type { RevenueFilter, Window } from "../revenue/query.ts";
import type { Sums } from "../revenue/sums.ts";

/** A label and its sums. */
export type Labelled = readonly [label: string, sums: Sums];

/** The sums over rows of the ledger. */
export const sumColumns = `sum(case when kind <> 'REFUND' then total_amount else 0 end)::text as gross,
  sum(case when kind = 'REFUND' then total_amount else 0 end)::text as refunds,
  sum(quantity)::text as units,
  sum(case kind when 'SALE' then 1 when 'VOID' then -1 else 0 end)::text as sales`;

const local = "(sale_date at time zone $1)";
const offset = `(${local} - (sale_date at time zone 'UTC'))`;
/** The label of an hour in the zone $1. */
export const hourLabel = `to_char(date_trunc('hour', ${local}), 'YYYY-MM-DD"T"HH24:00:00')
  || case when ${offset} < interval '0' then '-' else '+' end
  || to_char(greatest(${offset}, -${offset}), 'HH24:MI')`;

/**
 * Asks PostgreSQL for a series in its own words: its own calendar and time zones, NUMERIC sums, no
 * code shared with what is tested. Answers only what has rows, in the order of time.
 */
export async function askPostgresSeries(
  pool: Pool,
  { startMs, endMs }: Window,
  granularity: Granularity,
  zone: string,
  filter: RevenueFilter,
): Promise<Labelled[]> {
  const label =
    granularity === "hour"
      ? hourLabel
      : `to_char(date_trunc('${granularity}', ${local}), 'YYYY-MM-DD')`;
  return ask(
    pool,
    `select ${label} as label, ${sumColumns} from sales.sale where ${condition} group by 1 order by min(sale_date)`,
    [zone, ...parametersOf({ startMs, endMs }, filter)],
  );
}

/** Asks PostgreSQL for a whole breakdown in its own words. */
export async function askPostgresBreakdown(
  pool: Pool,
  window: Window,
  dimension: "product" | "category" | "channel",
  filter: RevenueFilter,
): Promise<Labelled[]> {
  const key = { product: "product_id", category: "category_id", channel: "channel" }[dimension];
  return ask(
    pool,
    `select ${key}::text as label, ${sumColumns} from sales.sale join sales.product on product.id = product_id
      where ${condition} and $1 = $1 group by ${key}
      order by sum(total_amount) desc, ${dimension === "channel" ? 'channel collate "C"' : key}`,
    ["UTC", ...parametersOf(window, filter)],
  );
}

/** What a row of the ledger must match: $2 to $7 are parametersOf. */
export const condition = `sale_date >= $2::timestamptz and sale_date < $3::timestamptz
  and ($4::bigint[] = '{}' or product_id = any($4))
  and ($5::bigint[] = '{}' or product_id in (select id from sales.product where category_id = any($5)))
  and ($6::text[] = '{}' or channel = any($6))
  and ($7::text[] = '{}' or kind = any($7))`;

/** The parameters of condition. */
export function parametersOf({ startMs, endMs }: Window, filter: RevenueFilter): unknown[] {
  return [
    new Date(startMs).toISOString(),
    new Date(endMs).toISOString(),
    filter.productIds.map(String),
    filter.categoryIds.map(String),
    filter.channels,
    filter.kinds,
  ];
}

async function ask(pool: Pool, text: string, values: unknown[]): Promise<Labelled[]> {
  const { rows } = await pool.query<LabelledRow>(text, values);
  return rows.map(readLabelled);
}

/** A label and its sums as PostgreSQL sends them. */
export type LabelledRow = Record<"label" | "gross" | "refunds" | "units" | "sales", string>;

/** Reads a label and its sums. */
export function readLabelled({ label, gross, refunds, units, sales }: LabelledRow): Labelled {
  return [
    label,
    {
      gross: parseDecimal(gross),
      refunds: parseDecimal(refunds),
      units: BigInt(units),
      sales: BigInt(sales),
    },
  ];
}
