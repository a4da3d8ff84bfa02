import { accumulate, firstDay, lastDay, storeZone } from "./shop.ts";

/** What each weekday sells next to the others, Monday first. */
const weekdays = [1.08, 0.95, 0.9, 0.93, 1, 1.02, 1.12];

/** What each month sells next to the others, January first. */
const months = [0.85, 0.84, 0.92, 0.97, 1.02, 0.98, 0.92, 0.94, 1, 1.04, 1.28, 1.38];

/** What each hour of the shop's clock sells next to the others. */
const hours = [
  3, 2, 1, 1, 1, 2, 5, 10, 17, 23, 28, 30, 31, 28, 26, 26, 28, 32, 38, 44, 46, 38, 23, 10,
];

/** How much more is sold from one year to the next. */
const growth = 1.12;

/** An hour in which something was sold. */
export interface Hour {
  /** Its first instant, in milliseconds since 1970. */
  readonly startMs: number;
  /** The number of its first entry, from 0. */
  readonly first: number;
  /** How many entries it has. */
  readonly count: number;
}

/**
 * Spreads a number of entries over the hours between the shop's first and last day, by season, day
 * of the week and hour of the shop's clock, growing from year to year.
 */
export function listHours(entries: number): Hour[] {
  const starts: number[] = [];
  const weights: number[] = [];
  let at = firstDay.toZonedDateTime(storeZone);
  const end = lastDay.add({ days: 1 }).toZonedDateTime(storeZone).epochMilliseconds;
  while (at.epochMilliseconds < end) {
    const years = at.year - firstDay.year + at.dayOfYear / 366;
    const day = (weekdays[at.dayOfWeek - 1] ?? 1) * (months[at.month - 1] ?? 1);
    starts.push(at.epochMilliseconds);
    weights.push(day * (hours[at.hour] ?? 1) * growth ** years);
    at = at.add({ hours: 1 });
  }
  let first = 0;
  return accumulate(weights).map((share, index) => {
    const next = Math.round(share * entries);
    const hour = { startMs: starts[index] ?? 0, first, count: next - first };
    first = next;
    return hour;
  });
}
