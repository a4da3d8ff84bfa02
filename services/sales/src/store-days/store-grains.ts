import type { Grain } from "../revenue/grain.ts";
import type { Window } from "../revenue/query.ts";
import { dayAt, startOf } from "./day-numbers.ts";
import type { StoreDays } from "./store-days.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The longest that a day can be: clocks were set back by seven hours at most, at Vostok in 1994. */
const longestDayMs = 31 * hourMs;

/** How far offsets may lie apart for noon by the middle of them to be in the same day by each. */
const maxSpreadMs = 16 * hourMs;

/** The shop's own days and months as grains. */
export interface StoreGrains {
  readonly day: Grain;
  readonly month: Grain;
}

/**
 * Makes the grains of the shop's days and months for a window of time.
 *
 * @returns undefined when the zone changed sides of the date line within it.
 */
export function listStoreGrains(days: StoreDays, window: Window): StoreGrains | undefined {
  const [fromMs, toMs] = [window.startMs - 2 * dayMs, window.endMs + 2 * dayMs];
  const offsets = days.shifts
    .filter(({ startMs }, i) => startMs < toMs && (days.shifts[i + 1]?.startMs ?? toMs) > fromMs)
    .map(({ shiftMs }) => shiftMs);
  const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
  if (!(most - least <= maxSpreadMs)) return undefined;
  // Noon of a day, by any offset in force, is an instant of it.
  const noon = (dayMs / 2 - Math.round((least + most) / 2)) / 1000;
  const secondsSql = (unit: string) =>
    `toUInt32(toUInt32(${unit}) * 86400 + (${Math.round(noon)}))`;
  return {
    day: {
      ms: longestDayMs,
      floor: (ms) => startOf(days, dayAt(days, ms)),
      secondsSql,
      type: "Date",
      print: (ms) => printDay(dayAt(days, ms)),
    },
    month: {
      ms: 30 * dayMs + longestDayMs,
      floor: (ms) => startOf(days, firstOfMonth(dayAt(days, ms))),
      secondsSql,
      type: "Date",
      print: (ms) => printDay(firstOfMonth(dayAt(days, ms))),
    },
  };
}

/** ClickHouse's dates begin with 1970; nothing is recorded on a day before. */
const printDay = (day: number) => new Date(Math.max(0, day) * dayMs).toISOString().slice(0, 10);

function firstOfMonth(day: number): number {
  const date = new Date(day * dayMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / dayMs;
}
