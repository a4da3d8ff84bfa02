import type { Pool } from "pg";
import type { RevenueFilter, Window } from "../revenue/query.ts";
import {
  condition,
  type Labelled,
  type LabelledRow,
  parametersOf,
  readLabelled,
  sumColumns,
} from "./ask-postgres.ts";
import { days, type PostgresCalendar } from "./ask-postgres-calendar.ts";

/** What comes round again and again, or the days themselves. */
export type CalendarUnit = "weekday" | "hour" | "day";

const dayOfSale = "day[width_bucket(sale_date, start)]";
const labels: Record<CalendarUnit, string> = {
  weekday: `extract(isodow from ${dayOfSale})::int::text`,
  hour: "extract(hour from sale_date at time zone $1)::int::text",
  day: `${dayOfSale}::text`,
};

/**
 * Asks PostgreSQL in its own words, by its own calendar and in NUMERIC, for the revenue of each weekday
 * from 1, Monday, each hour or each day that has rows, by label.
 */
export async function askPostgresUnits(
  pool: Pool,
  window: Window,
  unit: CalendarUnit,
  { zone, dayStart }: Omit<PostgresCalendar, "weekStart">,
  filter: RevenueFilter,
): Promise<Labelled[]> {
  const { rows } = await pool.query<LabelledRow>(
    `with ${days} select ${labels[unit]} as label, ${sumColumns}
      from sales.sale, days where ${condition} group by 1 order by 1`,
    [zone, ...parametersOf(window, filter), dayStart],
  );
  return rows.map(readLabelled);
}
