import { invalidArgument } from "@backroom/kit";
import { Against, type CompareRevenueRequest } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Calendar } from "../time/calendar.ts";
import { readRange } from "../time/read-range.ts";
import type { Window } from "./query.ts";
import { readEarlierRange } from "./read-earlier-range.ts";

/** What says which ranges are compared. */
type RangesRequest = Pick<
  CompareRevenueRequest,
  "start1" | "end1" | "start2" | "end2" | "startDate" | "endDate" | "against"
>;

/**
 * Reads the two ranges that a request compares, earlier and later: either start1 to end1 and start2 to
 * end2, or that before start_date to end_date and this.
 *
 * @throws ConnectError INVALID_ARGUMENT for a field that is missing, or given beside those of the other
 * way to say it; for a bound that is no date, or an end before its start; or when the earlier range
 * would begin before all that Backroom keeps.
 */
export function readComparedRanges(
  request: RangesRequest,
  calendar: Calendar,
): readonly [Window, Window] {
  const { start1, end1, start2, end2, startDate, endDate, against } = request;
  const four = { start1, end1, start2, end2 };
  const two = { start_date: startDate, end_date: endDate };
  const [given] = listGiven(four);
  const [other] = listGiven({
    ...two,
    against: against === Against.UNSPECIFIED ? undefined : against,
  });
  if (other === undefined) {
    if (given === undefined) {
      throw invalidArgument("start1", "is required, unless start_date and end_date are given");
    }
    requireAll(four, given);
    return [
      readWindow("start1", start1, "end1", end1, calendar),
      readWindow("start2", start2, "end2", end2, calendar),
    ];
  }
  if (given !== undefined) {
    throw invalidArgument(other, `must not be given together with ${given}`);
  }
  requireAll(two, other);
  const range = readWindow("start_date", startDate, "end_date", endDate, calendar);
  const meant = against === Against.UNSPECIFIED ? Against.PREVIOUS_PERIOD : against;
  const earlier = readEarlierRange(meant, range, calendar);
  if (!earlier) throw invalidArgument("against", "must be an earlier range");
  return [earlier, range];
}

/** The names of the fields that are given. */
function listGiven(fields: Record<string, unknown>): string[] {
  return Object.keys(fields).filter((field) => fields[field] !== undefined);
}

function requireAll(fields: Record<string, unknown>, given: string): void {
  for (const field of Object.keys(fields)) {
    if (fields[field] === undefined) throw invalidArgument(field, `is required with ${given}`);
  }
}

function readWindow(
  startField: string,
  start: string | undefined,
  endField: string,
  end: string | undefined,
  calendar: Calendar,
): Window {
  const range = readRange({ startField, start, endField, end, ...calendar });
  const { startMs, endMs } = range;
  if (startMs === undefined || endMs === undefined) throw new Error("a bound was not read");
  return { startMs, endMs };
}
