import { startOfDay } from "../time/read-instant.ts";
import type { Granularity } from "./granularity.ts";
import { listHours } from "./list-hours.ts";

/** A bucket of time; it ends where the next one starts. */
export interface Bucket {
  /** Its first local day, `YYYY-MM-DD`; of an hour the local time with its offset. */
  readonly label: string;
  /** Its first instant, in milliseconds since 1970. */
  readonly startMs: number;
}

/**
 * Lists the buckets that a half-open range of time touches, oldest first, as the calendar of the
 * zone has them: days of 23 to 25 hours, weeks from Monday. A day that the zone left out is left
 * out here.
 *
 * @returns one bucket more than maxBuckets when there would be more.
 */
export function listBuckets(
  startMs: number,
  endMs: number,
  granularity: Granularity,
  zone: string,
  maxBuckets: number,
): Bucket[] {
  if (granularity === "hour") return listHours(startMs, endMs, zone, maxBuckets);
  const buckets: Bucket[] = [];
  const first = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
  let day = firstDay(first.toPlainDate(), granularity);
  let bucketMs = startOfDay(day, zone);
  while (bucketMs < endMs && buckets.length <= maxBuckets) {
    const nextDay = day.add(steps[granularity]);
    const nextMs = startOfDay(nextDay, zone);
    if (nextMs > bucketMs) buckets.push({ label: day.toString(), startMs: bucketMs });
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
function firstDay(day: Temporal.PlainDate, granularity: Granularity): Temporal.PlainDate {
  switch (granularity) {
    case "week":
      return day.subtract({ days: day.dayOfWeek - 1 });
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
