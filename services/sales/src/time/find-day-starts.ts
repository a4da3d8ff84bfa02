import { type Calendar, startOfDay } from "./calendar.ts";
import { findSpan, type OffsetSpan } from "./offset-spans.ts";

/** Nowhere does a clock move by more than this. */
const longestMoveMs = 26 * 3_600_000;

/**
 * Makes a function that finds the first moment of a day as startOfDay does, at a fraction of the cost
 * for many days in a row: where the clock does not move near it, arithmetic is enough.
 *
 * @returns a function of the day's midnight in UTC, in milliseconds since 1970.
 */
export function findDayStarts(calendar: Calendar): (dayMs: number) => number {
  const { hour = 0, minute = 0 } = calendar.dayStart ?? {};
  const timeMs = (hour * 60 + minute) * 60_000;
  let span: OffsetSpan | undefined;
  return (dayMs) => {
    if (span) {
      const ms = dayMs + timeMs - span.offsetMs;
      if (ms - span.startMs > longestMoveMs && span.endMs - ms > longestMoveMs) return ms;
    }
    const day = Temporal.Instant.fromEpochMilliseconds(dayMs).toZonedDateTimeISO("UTC");
    const ms = startOfDay(day.toPlainDate(), calendar);
    if (!span || ms < span.startMs || ms >= span.endMs) span = findSpan(ms, calendar.zone);
    return ms;
  };
}
