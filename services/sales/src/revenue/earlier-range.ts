import { invalidArgument } from "@backroom/kit";
import { type Calendar, dayAt, startOfDay } from "../time/calendar.ts";
import { firstMs } from "../time/read-instant.ts";
import type { Window } from "./query.ts";

/** What a range is compared with. */
export type Earlier = "previous period" | "previous year";

/**
 * Finds the earlier range that a range is compared with.
 *
 * The previous period ends where the range begins. It is of as many months when the range is of whole
 * months of the calendar, else of as many days when it is of whole days, else just as long. Days that
 * the zone left out are not counted.
 *
 * The previous year has the same dates and times of the local clock a year earlier; 28 February stands
 * for 29 February. It is empty where there are no such, as on a day that the zone left out.
 *
 * @throws ConnectError INVALID_ARGUMENT when it would begin before all that Backroom keeps.
 */
export function findEarlierRange(range: Window, earlier: Earlier, calendar: Calendar): Window {
  const found =
    earlier === "previous year"
      ? findPreviousYear(range, calendar)
      : { startMs: startOfPreviousPeriod(range, calendar), endMs: range.startMs };
  if (found.startMs < firstMs) {
    throw invalidArgument("against", "the earlier range must not begin before 1970-01-02");
  }
  return found;
}

function startOfPreviousPeriod({ startMs, endMs }: Window, calendar: Calendar): number {
  const first = dayBeginningAt(startMs, calendar);
  const next = dayBeginningAt(endMs, calendar);
  if (!first || !next) return startMs - (endMs - startMs);
  if (first.day === 1 && next.day === 1) {
    const { months } = first.until(next, { largestUnit: "months" });
    return startOfDay(first.subtract({ months }), calendar);
  }
  const days = countDays(startMs, endMs);
  let startDay = first;
  for (let missing = days; missing > 0; ) {
    startDay = startDay.subtract({ days: missing });
    missing = days - countDays(startOfDay(startDay, calendar), startMs);
  }
  return startOfDay(startDay, calendar);
}

/** The number of days between the beginnings of two. What days are longer or shorter than 24 hours adds up to less than half a day, save where the zone left out whole days. */
function countDays(startMs: number, endMs: number): number {
  return Math.round((endMs - startMs) / 86_400_000);
}

/** The day that begins at an instant; undefined when none does. */
function dayBeginningAt(ms: number, calendar: Calendar): Temporal.PlainDate | undefined {
  const day = dayAt(ms, calendar);
  return startOfDay(day, calendar) === ms ? day : undefined;
}

function findPreviousYear({ startMs, endMs }: Window, calendar: Calendar): Window {
  const years = 1;
  const first = dayBeginningAt(startMs, calendar);
  const earlierMs = first
    ? startOfDay(first.subtract({ years }), calendar)
    : subtractYear(startMs, calendar);
  // The last day is looked at, not the one after it, which may be 29 February or 1 March.
  const lastMs = endMs - 1;
  const earlierEndMs = dayBeginningAt(endMs, calendar)
    ? startOfDay(dayAt(lastMs, calendar).subtract({ years }).add({ days: 1 }), calendar)
    : subtractYear(lastMs, calendar) + 1;
  return { startMs: earlierMs, endMs: Math.max(earlierMs, earlierEndMs) };
}

/** The instant at which the local clock showed the same a year earlier. */
function subtractYear(ms: number, { zone }: Calendar): number {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return local.subtract({ years: 1 }).epochMilliseconds;
}
