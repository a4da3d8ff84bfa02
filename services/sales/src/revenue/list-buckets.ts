import { type Calendar, dayAt, startOfDay } from "../time/calendar.ts";
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
  let day = firstDay(dayAt(startMs, calendar), granularity, calendar.weekStart ?? 1);
  let bucketMs = startOfDay(day, calendar);
  while (bucketMs < endMs && buckets.length <= maxBuckets) {
    const nextDay = day.add(steps[granularity]);
    const nextMs = startOfDay(nextDay, calendar);
    if (nextMs > bucketMs) {
      buckets.push({ label: day.toString(), startMs: bucketMs, endMs: nextMs });
    }
    day = nextDay;
    bucketMs = nextMs;
  }
  return buckets;
}

const steps: Record<Exclude<Granularity, "hour">, Temporal.DurationLike> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
};

/** The first day of the bucket that a day belongs to. */
function firstDay(
  day: Temporal.PlainDate,
  granularity: Granularity,
  weekStart: number,
): Temporal.PlainDate {
  switch (granularity) {
    case "week":
      return day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 });
    case "month":
      return day.with({ day: 1 });
    case "quarter":
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) });
    case "year":
      return day.with({ day: 1, month: 1 });
    default:
      return day;
  }
}
