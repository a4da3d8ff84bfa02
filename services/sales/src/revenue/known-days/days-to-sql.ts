import type { StoreDays } from "../../store-days/store-days.ts";
import { nameStoreTables } from "../../store-days/store-roll-ups.ts";
import type { Sql } from "../to-sql.ts";

/**
 * Writes the statement that answers a row `day, channel, kind, amount, units, entries` for all that was
 * recorded on days of the shop, which are counted since 1970.
 *
 * @param days which; all when absent.
 * @param maxRows how many rows at most.
 */
export function daysToSql(
  storeDays: StoreDays,
  days: readonly number[] | undefined,
  maxRows: number,
): Sql {
  const some = days ? " AND day IN {days:Array(Date)}" : "";
  return {
    sql: `SELECT toUInt16(day), channel, toString(kind), sum(amount), sum(units), sum(entries) FROM ${nameStoreTables(storeDays).day} WHERE kind != 'WATERMARK'${some} GROUP BY day, channel, kind LIMIT {max_rows:UInt32}`,
    params: { max_rows: maxRows, ...(days && { days: days.map(printDay) }) },
  };
}

const printDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
