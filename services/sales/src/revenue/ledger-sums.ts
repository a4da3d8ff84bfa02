import { parseDecimal } from "@backroom/kit";
import { type RawBuilder, sql } from "kysely";
import type { RevenueFilter, Window } from "./query.ts";
import type { Sums } from "./sums.ts";

/** Sums as PostgreSQL sends them. */
export interface SumsRow {
  readonly gross: string;
  readonly refunds: string;
  readonly units: string;
  readonly sales: string;
}

/** The sums over rows of the ledger. */
export const sums = sql`
  coalesce(sum(total_amount) filter (where kind <> 'REFUND'), 0)::text as gross,
  coalesce(sum(total_amount) filter (where kind = 'REFUND'), 0)::text as refunds,
  sum(quantity)::text as units,
  (count(*) filter (where kind = 'SALE') - count(*) filter (where kind = 'VOID'))::text as sales`;

/** Whether a sale lies in a window. */
export function lies({ startMs, endMs }: Window): RawBuilder<unknown> {
  return sql`sale_date >= ${new Date(startMs).toISOString()}::timestamptz
    and sale_date < ${new Date(endMs).toISOString()}::timestamptz`;
}

/** Whether a sale matches a filter. */
export function matches({
  productIds,
  categoryIds,
  channels,
  kinds,
}: RevenueFilter): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (productIds.length > 0)
    conditions.push(sql`product_id = any(${productIds.map(String)}::bigint[])`);
  if (categoryIds.length > 0) {
    conditions.push(
      sql`product_id in (select id from sales.product where category_id = any(${categoryIds.map(String)}::bigint[]))`,
    );
  }
  if (channels.length > 0) conditions.push(sql`channel = any(${channels}::text[])`);
  if (kinds.length > 0) conditions.push(sql`kind = any(${kinds}::text[])`);
  return sql.join(conditions, sql` and `);
}

/** Reads sums. */
export function readSums({ gross, refunds, units, sales }: SumsRow): Sums {
  return {
    gross: parseDecimal(gross),
    refunds: parseDecimal(refunds),
    units: BigInt(units),
    sales: BigInt(sales),
  };
}
