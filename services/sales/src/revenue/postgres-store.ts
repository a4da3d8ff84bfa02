import { parseDecimal } from "@backroom/kit";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Dimension, RevenueFilter, Window } from "./query.ts";
import type { RevenueStore } from "./revenue-store.ts";
import type { Sums } from "./sums.ts";

interface SumsRow {
  readonly gross: string;
  readonly refunds: string;
  readonly units: string;
  readonly sales: string;
}

const sums = sql`
  coalesce(sum(total_amount) filter (where kind <> 'REFUND'), 0)::text as gross,
  coalesce(sum(total_amount) filter (where kind = 'REFUND'), 0)::text as refunds,
  sum(quantity)::text as units,
  (count(*) filter (where kind = 'SALE') - count(*) filter (where kind = 'VOID'))::text as sales`;

const keys: Record<Dimension, RawBuilder<unknown>> = {
  product: sql`product_id`,
  category: sql`(select category_id from sales.product where product.id = sale.product_id)`,
  channel: sql`channel collate "C"`,
};

/** Answers revenue questions from the ledger itself: what the mirror's answers must equal. */
export function createPostgresStore(db: Kysely<unknown>): RevenueStore {
  return {
    async findBounds(filter) {
      const { rows } = await sql<{ first: string | null; last: string | null }>`
        select (extract(epoch from min(sale_date)) * 1000)::bigint::text as first,
          (extract(epoch from max(sale_date)) * 1000)::bigint::text as last
        from sales.sale where ${matches(filter)}`.execute(db);
      const row = rows[0];
      if (!row?.first || !row.last) return undefined;
      return { startMs: Number(row.first), endMs: Number(row.last) + 1 };
    },
    async sumSeries(query) {
      const starts = query.bucketStartsMs.map((ms) => new Date(ms).toISOString());
      const { rows } = await sql<SumsRow & { place: number }>`
        select width_bucket(sale_date, ${starts}::timestamptz[]) - 1 as place, ${sums}
        from sales.sale where ${lies(query)} and ${matches(query.filter)} group by 1`.execute(db);
      return new Map(rows.map((row) => [row.place, readSums(row)]));
    },
    async sumBreakdown(query) {
      const { rows } = await sql<SumsRow & { key: string; [all: `all_${string}`]: string }>`
        with taken as (
          select ${keys[query.dimension]} as key, ${sums}
          from sales.sale where ${lies(query)} and ${matches(query.filter)} group by 1
        )
        select key::text, gross, refunds, units, sales, count(*) over ()::text as all_rows,
          sum(gross::numeric) over ()::text as all_gross, sum(refunds::numeric) over ()::text as all_refunds,
          sum(units::numeric) over ()::text as all_units, sum(sales::numeric) over ()::text as all_sales
        from taken order by gross::numeric + refunds::numeric desc, taken.key limit ${query.limit}`.execute(
        db,
      );
      const [first] = rows;
      return {
        rows: rows.map((row) => ({ key: row.key, sums: readSums(row) })),
        allRows: Number(first?.all_rows ?? 0),
        total: readSums({
          gross: first?.all_gross ?? "0",
          refunds: first?.all_refunds ?? "0",
          units: first?.all_units ?? "0",
          sales: first?.all_sales ?? "0",
        }),
      };
    },
    async readNames(dimension, ids) {
      const { rows } = await sql<{ id: string; name: string }>`
        select id::text, name from ${sql.table(`sales.${dimension}`)}
        where id = any(${ids}::bigint[])`.execute(db);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}

/** Whether a sale lies in a window. */
function lies({ startMs, endMs }: Window): RawBuilder<unknown> {
  return sql`sale_date >= ${new Date(startMs).toISOString()}::timestamptz
    and sale_date < ${new Date(endMs).toISOString()}::timestamptz`;
}

/** Whether a sale matches a filter. */
function matches({ productIds, categoryIds, channels, kinds }: RevenueFilter): RawBuilder<unknown> {
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

function readSums({ gross, refunds, units, sales }: SumsRow): Sums {
  return {
    gross: parseDecimal(gross),
    refunds: parseDecimal(refunds),
    units: BigInt(units),
    sales: BigInt(sales),
  };
}
