import type { StoreDays } from "../store-days/store-days.ts";
import { finest, slot } from "./grain.ts";
import { listTurns } from "./list-turns.ts";
import { entriesToSql, sumsToSql } from "./part-to-sql.ts";
import { countThreads, type PlanRequest, planParts } from "./plan.ts";
import type { Cycle, CycleQuery, Shift, SummaryQuery } from "./query.ts";
import type { Sql } from "./to-sql.ts";

const dayMs = 86_400_000;
const daySeconds = 86_400;
const hourSeconds = 3_600;

/** Whole weeks, which keep local seconds above zero and change neither weekdays nor hours. */
const leadWeeks = 1;

/** The days by which the numbers of days in answers are too high. */
export const leadDays = 7 * leadWeeks;

const daysOf = (local: string) => `intDiv(${local}, ${daySeconds})`;

// The first of January 1970 was a Thursday.
const turns: Record<Cycle, (local: string) => string> = {
  weekday: (local) => `toUInt8((${daysOf(local)} + 3) % 7 + 1)`,
  hour: (local) => `toUInt8(intDiv(${local}, ${hourSeconds}) % 24)`,
};

/**
 * Writes the statement that answers rows `turn, kind, amount, units, entries`, any number for a weekday,
 * from 1, Monday, to 7, or hour of the day, from 0 to 23.
 */
export function cycleToSql(query: CycleQuery, storeDays?: StoreDays): Sql {
  const { cycle, shifts, filter, startMs, endMs } = query;
  const params: Record<string, unknown> = {};
  const toLocal = shiftToSql(shifts, params);
  const cuts = cycle === "weekday" ? { edgesMs: listTurns(query, dayMs) } : cutHours(shifts);
  const groupBy = (seconds: string) => ({ turn: turns[cycle](toLocal(seconds)) });
  const request = { startMs, endMs, filter, ...cuts, storeDays };
  const parts = planParts(request);
  const sql = entriesToSql(request, parts, groupBy, params);
  return { sql, params, threads: countThreads(parts, filter) };
}

/**
 * Writes the statement that answers one row: the sums `gross, refunds, units, sales`, how many days
 * something was recorded on, the number of the day with the highest net revenue, the first of several,
 * and that revenue. Days are counted from leadDays before 1970.
 */
export function summaryToSql(
  { dayShifts: shifts, filter, startMs, endMs }: SummaryQuery,
  storeDays?: StoreDays,
): Sql {
  const params: Record<string, unknown> = {};
  const toLocal = shiftToSql(shifts, params);
  const edgesMs = listTurns({ startMs, endMs, shifts }, dayMs);
  const groupBy = (seconds: string) => ({ local_day: `toUInt32(${daysOf(toLocal(seconds))})` });
  const days = sumsToSql({ startMs, endMs, filter, edgesMs, storeDays }, groupBy, params);
  const all = ["gross", "refunds", "units", "sales"].map((sum) => `sum(${sum})`);
  const best = "argMax(local_day, (gross + refunds, -toInt64(local_day))), max(gross + refunds)";
  return { sql: `SELECT ${all.join(", ")}, count(), ${best} FROM (${days})`, params };
}

/** How hours cut time: too often for any longer unit than a quarter, and for that where an offset is no multiple. */
function cutHours(shifts: readonly Shift[]): Pick<PlanRequest, "edgesMs" | "longest"> {
  const areQuarters = shifts.every(({ shiftMs }) => shiftMs % slot.ms === 0);
  return {
    edgesMs: shifts.slice(1).map(({ startMs }) => startMs),
    longest: areQuarters ? slot : finest,
  };
}

/** Makes what writes the local seconds of an instant in seconds, by parameters of the shifts. */
function shiftToSql(
  shifts: readonly Shift[],
  params: Record<string, unknown>,
): (seconds: string) => string {
  const ahead = shifts.map(({ shiftMs }) => shiftMs / 1000 + leadDays * daySeconds);
  if (shifts.length === 1) {
    params.shift = ahead[0];
    return (seconds) => `(${seconds} + {shift:UInt32})`;
  }
  params.starts = shifts.map(({ startMs }) => Math.max(0, Math.floor(startMs / 1000)));
  params.shifts = ahead;
  const [starts, all] = ["{starts:Array(UInt32)}", "{shifts:Array(UInt32)}"];
  return (seconds) =>
    `(${seconds} + transform(toUInt32(roundDown(${seconds}, ${starts})), ${starts}, ${all}, toUInt32(0)))`;
}
