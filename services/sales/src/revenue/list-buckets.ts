import { type Calendar, dayAt } from "../time/calendar.ts";
import { findDayStarts } from "../time/find-day-starts.ts";
import type { Granularity } from "./granularity.ts";
import { listHours } from "./list-hours.ts";

/** A bucket of time. */
export interface Bucket {
  /** Its first local day, `YYYY-MM-DD`; of an hour the local time with its offset. */
  readonly label: string;
  /** Its first instant, in milliseconds since 1970. */
  readonly startMs: number;
  /** The first instant after it, at which the next one starts. */
  readonly endMs: number;
}

/**
 * Lists the buckets that a half-open range of time touches, oldest first, as the calendar has
 * them: days of 23 to 25 hours, and weeks, months, quarters and years of such days. A day that the
 * zone left out is left out here. Hours are those of the clock, wherever days begin.
 *
 * @returns one bucket more than maxBuckets when there would be more.
 */
export function listBuckets(
  startMs: number,
  endMs: number,
  granularity: Granularity,
  calendar: Calendar,
  maxBuckets: number,
): Bucket[] {
  if (granularity === "hour") return listHours(startMs, endMs, calendar.zone, maxBuckets);
  const buckets: Bucket[] = [];
  const startOf = findDayStarts(calendar);
  const { year, month, day: dayOfMonth } = dayAt(startMs, calendar);
  let day = firstDay(Date.UTC(year, month - 1, dayOfMonth), granularity, calendar.weekStart ?? 1);
  let bucketMs = startOf(day);
  while (bucketMs < endMs && buckets.length <= maxBuckets) {
    const nextDay = firstDayOfNext(day, granularity);
    const nextMs = startOf(nextDay);
    if (nextMs > bucketMs) {
      const label = new Date(day).toISOString().slice(0, 10);
      buckets.push({ label, startMs: bucketMs, endMs: nextMs });
    }
    day = nextDay;
    bucketMs = nextMs;
  }
  return buckets;
}

const dayMs = 86_400_000;

/** The first day of the bucket that a day belongs to. Days are given by their midnight in UTC. */
function firstDay(
  day: number,
  granularity: Exclude<Granularity, "hour">,
  weekStart: number,
): number {
  const [year, month] = [new Date(day).getUTCFullYear(), new Date(day).getUTCMonth()];
  switch (granularity) {
    case "day":
      return day;
    case "week":
      return day - ((new Date(day).getUTCDay() - weekStart + 7) % 7) * dayMs;
    case "month":
      return Date.UTC(year, month);
    case "quarter":
      return Date.UTC(year, month - (month % 3));
    case "year":
      return Date.UTC(year, 0);
  }
}

/** The first day of the next bucket. */
function firstDayOfNext(day: number, granularity: Exclude<Granularity, "hour">): number {
  const [year, month] = [new Date(day).getUTCFullYear(), new Date(day).getUTCMonth()];
  switch (granularity) {
    case "day":
      return day + dayMs;
    case "week":
      return day + 7 * dayMs;
    case "month":
      return Date.UTC(year, month + 1);
    case "quarter":
      return Date.UTC(year, month + 3);
    case "year":
      return Date.UTC(year + 1, 0);
  }
}
