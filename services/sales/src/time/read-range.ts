import { invalidArgument } from "@backroom/kit";
import type { Calendar } from "./calendar.ts";
import { readMoment } from "./read-instant.ts";

/** A range of time as a request gives it, in the calendar that dates are of. */
export interface RangeRequest extends Calendar {
  readonly startField: string;
  readonly start: string | undefined;
  readonly endField: string;
  readonly end: string | undefined;
}

/** A half-open range of time, in milliseconds since 1970; without a bound it is open on that side. */
export interface Range {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

/**
 * Reads a range: the start is inclusive, an end that is a date includes its whole day, and an end
 * that is an instant includes that millisecond.
 *
 * @throws ConnectError INVALID_ARGUMENT for a bound that is no date, or an end before the start.
 */
export function readRange(request: RangeRequest): Range {
  const { startField, start, endField, end } = request;
  const first = start === undefined ? undefined : readMoment(startField, start, request);
  const last = end === undefined ? undefined : readMoment(endField, end, request);
  const startMs = first?.ms;
  const endMs = last && (last.nextDayMs ?? last.ms + 1);
  if (startMs !== undefined && endMs !== undefined && endMs <= startMs) {
    throw invalidArgument(endField, `must not be before ${startField}`);
  }
  return { startMs, endMs };
}
