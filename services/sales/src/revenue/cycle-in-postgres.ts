import { parseDecimal } from "@backroom/kit";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { lies, matches, readSums, type SumsRow, sums } from "./ledger-sums.ts";
import type { Cycle, CycleQuery, Shift, SummaryQuery } from "./query.ts";
import type { WindowSums } from "./revenue-store.ts";
import type { Sums } from "./sums.ts";

// The first of January 1970 was a Thursday.
const turns: Record<Cycle, (localSeconds: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  weekday: (local) => sql`mod(mod(floor(${local} / 86400)::int + 3, 7) + 7, 7) + 1`,
  hour: (local) => sql`mod(mod(floor(${local} / 3600)::int, 24) + 24, 24)`,
};

/** Sums the ledger by weekday or hour of the day. */
export async function sumLedgerCycle(
  db: Kysely<unknown>,
  { cycle, shifts, filter, ...window }: CycleQuery,
): Promise<Map<number, Sums>> {
  const { rows } = await sql<SumsRow & { turn: number }>`
    select ${turns[cycle](localSeconds(shifts))} as turn, ${sums}
    from sales.sale where ${lies(window)} and ${matches(filter)} group by 1`.execute(db);
  return new Map(rows.map((row) => [row.turn, readSums(row)]));
}

/** Sums the ledger over a window, and finds its best day. */
export async function summarizeLedger(
  db: Kysely<unknown>,
  { dayShifts, filter, ...window }: SummaryQuery,
): Promise<WindowSums> {
  const { rows } = await sql<SumsRow & { day: number | null; net: string | null }>`
    with taken as (
      select floor(${localSeconds(dayShifts)} / 86400)::int as day, sum(total_amount) as net, ${sums}
      from sales.sale where ${lies(window)} and ${matches(filter)} group by 1
    )
    select coalesce(sum(gross::numeric), 0)::text as gross, coalesce(sum(refunds::numeric), 0)::text as refunds,
      coalesce(sum(units::bigint), 0)::text as units, coalesce(sum(sales::bigint), 0)::text as sales,
      (array_agg(day order by net desc, day))[1] as day, max(net)::text as net
    from taken`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL answered no sums");
  const { day, net } = row;
  return {
    sums: readSums(row),
    bestDay: day === null || net === null ? undefined : { day, net: parseDecimal(net) },
  };
}

/** The seconds since 1970 of the local time of a sale, exact to the millisecond. */
function localSeconds(shifts: readonly Shift[]): RawBuilder<unknown> {
  const starts = shifts.map(({ startMs }) => new Date(startMs).toISOString());
  const ahead = shifts.map(({ shiftMs }) => shiftMs / 1000);
  return sql`(extract(epoch from sale_date) + (${ahead}::int[])[width_bucket(sale_date, ${starts}::timestamptz[])])`;
}
