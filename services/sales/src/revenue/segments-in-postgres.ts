import { type Kysely, sql } from "kysely";
import { keys } from "./ledger-keys.ts";
import { lies, matches, readSums, type SumsRow, sums } from "./ledger-sums.ts";
import type { SegmentsQuery } from "./query.ts";
import type { SegmentRow } from "./revenue-store.ts";

/** Sums the ledger by bucket and segment. */
export async function sumLedgerSegments(
  db: Kysely<unknown>,
  { bucketStartsMs, dimension, filter, limit, maxRows, ...window }: SegmentsQuery,
): Promise<SegmentRow[]> {
  const starts = bucketStartsMs.map((ms) => new Date(ms).toISOString());
  const { rows } = await sql<SumsRow & { bucket: number; place: number; key: string | null }>`
    with taken as (
      select width_bucket(sale_date, ${starts}::timestamptz[]) - 1 as bucket, ${keys[dimension]} as key,
        sum(total_amount) as net, ${sums}
      from sales.sale where ${lies(window)} and ${matches(filter)} group by 1, 2
    ), listed as (
      select key, row_number() over (order by sum(net) desc, key)::int as place
      from taken group by key order by place limit ${limit}
    )
    select bucket, coalesce(place, 0) as place, max(listed.key::text) as key,
      sum(gross::numeric)::text as gross, sum(refunds::numeric)::text as refunds,
      sum(units::numeric)::text as units, sum(sales::numeric)::text as sales
    from taken left join listed using (key) group by 1, 2 limit ${maxRows}`.execute(db);
  return rows.map((row) => ({
    bucket: row.bucket,
    place: row.place,
    key: row.key ?? "",
    sums: readSums(row),
  }));
}
