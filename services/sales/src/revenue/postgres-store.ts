import { type Kysely, sql } from "kysely";
import { sumLedgerCycle, summarizeLedger } from "./cycle-in-postgres.ts";
import { keys } from "./ledger-keys.ts";
import { lies, matches, readSums, type SumsRow, sums } from "./ledger-sums.ts";
import type { RevenueStore, WindowSums } from "./revenue-store.ts";
import { sumLedgerSegments } from "./segments-in-postgres.ts";
import { addSums, noSums } from "./sums.ts";

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
    sumSegments: (query) => sumLedgerSegments(db, query),
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
    sumCycle: (query) => sumLedgerCycle(db, query),
    async sumListed({ dimension, keys: listed, filter, ...window }) {
      const key = sql`(${keys[dimension]})::text`;
      const { rows } = await sql<SumsRow & { key: string | null }>`
        select case when ${key} = any(${listed}::text[]) then ${key} end as key, ${sums}
        from sales.sale where ${lies(window)} and ${matches(filter)} group by 1`.execute(db);
      return {
        listed: new Map(
          rows.flatMap((row) => (row.key === null ? [] : [[row.key, readSums(row)] as const])),
        ),
        total: rows.reduce((total, row) => addSums(total, readSums(row)), noSums),
      };
    },
    async summarize(queries) {
      const answers: WindowSums[] = [];
      for (const query of queries) answers.push(await summarizeLedger(db, query));
      return answers;
    },
    async readNames(dimension, ids) {
      const { rows } = await sql<{ id: string; name: string }>`
        select id::text, name from ${sql.table(`sales.${dimension}`)}
        where id = any(${ids}::bigint[])`.execute(db);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}
