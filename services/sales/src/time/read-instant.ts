import { invalidArgument } from "@backroom/kit";
import { type Calendar, startOfDay } from "./calendar.ts";

const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const dateTime =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?$/;
const ending = /([Zz]|[+-][0-9]{2}:?[0-9]{2})$/;

/** The first instant that Backroom keeps, in milliseconds since 1970. */
export const firstMs = Date.UTC(1970, 0, 2);

/** The first instant after all that Backroom keeps, in milliseconds since 1970. */
export const lastMs = Date.UTC(2105, 0, 1);

/** A date or an instant as it was asked for. */
export interface Moment {
  /** Milliseconds since 1970 of the instant, or of the date's first moment. */
  readonly ms: number;
  /** For a date, milliseconds since 1970 of the next date's first moment. */
  readonly nextDayMs: number | undefined;
}

/**
 * Reads a date or a date and time, as RFC 3339 has them; without an offset they are of the
 * calendar's zone. A local time that does not exist is read as much later as the clock jumped, and of
 * one that exists twice the first is meant. Digits beyond the millisecond are cut off.
 *
 * @throws ConnectError INVALID_ARGUMENT for another form, an impossible date, or one out of bounds.
 */
export function readMoment(field: string, text: string, calendar: Calendar): Moment {
  const moment = parseMoment(text, calendar);
  if (!moment) {
    throw invalidArgument(
      field,
      `"${text}" is not a possible date such as 2025-05-18, or date and time such as 2025-05-18T12:00:00 or 2025-05-18T12:00:00+02:00`,
    );
  }
  if (moment.ms < firstMs || moment.ms >= lastMs) {
    throw invalidArgument(field, "must lie between 1970-01-02 and 2104-12-31");
  }
  return moment;
}

/** Reads the instant that a text means; a date alone means its first moment after midnight. */
export function readInstant(field: string, text: string, zone: string): number {
  return readMoment(field, text, { zone }).ms;
}

/** Parses a moment, or answers undefined when it is none. */
function parseMoment(text: string, calendar: Calendar): Moment | undefined {
  try {
    if (date.test(text)) {
      const day = Temporal.PlainDate.from(text);
      const nextDayMs = startOfDay(day.add({ days: 1 }), calendar);
      return { ms: startOfDay(day, calendar), nextDayMs };
    }
    if (!dateTime.test(text)) return undefined;
    const instant = ending.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(calendar.zone).toInstant();
    return { ms: instant.epochMilliseconds, nextDayMs: undefined };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
