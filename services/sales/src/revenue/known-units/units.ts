import { dayAt, startOf } from "../../store-days/day-numbers.ts";
import type { StoreDays } from "../../store-days/store-days.ts";
import { nameStoreTables } from "../../store-days/store-roll-ups.ts";
import { day, slot } from "../grain.ts";
import type { Sql } from "../to-sql.ts";

const [dayMs, slotMs] = [day.ms, slot.ms];

/** A way to divide time, and the table that has one row or more for each unit, channel and kind. */
export interface Units {
  /** What metrics call them. */
  readonly name: "days" | "slots";
  /** The number of the unit that an instant lies in. */
  at(ms: number): number;
  /** The first instant of a unit, in milliseconds since 1970. */
  startOf(unit: number): number;
  /** Whether only the newest are kept: nothing is known of what lies before the first. */
  readonly isOfNewest: boolean;
  /** The most UTC days that a caller waits for to be read again. */
  readonly maxMovedDays: number;
  /**
   * Writes the statement that answers rows `unit, channel, kind, amount, units, entries`.
   *
   * @param units whose; of all that are kept when absent.
   * @param maxRows how many rows at most.
   */
  toSql(units: readonly number[] | undefined, maxRows: number): Sql;
}

/** The days of the shop, by their number since 1970. */
export function createDayUnits(storeDays: StoreDays): Units {
  const { day: table } = nameStoreTables(storeDays);
  return {
    name: "days",
    at: (ms) => dayAt(storeDays, ms),
    startOf: (number) => startOf(storeDays, number),
    isOfNewest: false,
    maxMovedDays: 40,
    toSql: (days, maxRows) =>
      select(
        table,
        "toUInt16(day)",
        maxRows,
        days && ["day IN {some:Array(Date)}", days.map((number) => day.print(number * dayMs))],
      ),
  };
}

/** How many days' slots are kept, up to the newest day that is not in the future. */
const newestDays = 31;

const newest = `slot >= toStartOfDay((SELECT max(slot) FROM revenue_by_slot WHERE slot < now() + toIntervalDay(1))) - toIntervalDay(${newestDays})`;

/** The quarters of an hour of the newest days, by their number since 1970. */
export const slotUnits: Units = {
  name: "slots",
  at: (ms) => Math.floor(ms / slotMs),
  startOf: (number) => number * slotMs,
  isOfNewest: true,
  maxMovedDays: 2,
  toSql: (slots, maxRows) =>
    select(
      "revenue_by_slot",
      "toUInt32(intDiv(toUnixTimestamp(slot), 900))",
      maxRows,
      slots
        ? [
            "slot IN {some:Array(DateTime('UTC'))}",
            slots.map((number) => slot.print(number * slotMs)),
          ]
        : [newest],
    ),
};

function select(
  table: string,
  unit: string,
  maxRows: number,
  [condition, some]: readonly [condition: string, some?: unknown] | readonly [] = [],
): Sql {
  const where = ["kind != 'WATERMARK'", ...(condition ? [condition] : [])].join(" AND ");
  return {
    sql: `SELECT ${unit} AS unit, channel, toString(kind), sum(amount), sum(units), sum(entries) FROM ${table} WHERE ${where} GROUP BY unit, channel, kind LIMIT {max_rows:UInt32}`,
    params: { max_rows: maxRows, ...(some !== undefined && { some }) },
  };
}
