import { invalidArgument } from "@backroom/kit";
import { Against } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Calendar } from "../time/calendar.ts";
import type { Range } from "../time/read-range.ts";
import { findEarlierRange } from "./earlier-range.ts";
import type { Window } from "./query.ts";

/**
 * Reads the earlier range that a request compares its range with.
 *
 * @returns undefined for none, or when the request does not say.
 * @throws ConnectError INVALID_ARGUMENT when the range is open, or when the earlier one would begin
 * before all that Backroom keeps.
 */
export function readEarlierRange(
  against: Against,
  { startMs, endMs }: Range,
  calendar: Calendar,
): Window | undefined {
  if (against !== Against.PREVIOUS_PERIOD && against !== Against.PREVIOUS_YEAR) return undefined;
  if (startMs === undefined || endMs === undefined) {
    throw invalidArgument("against", "needs start_date and end_date");
  }
  const earlier = against === Against.PREVIOUS_YEAR ? "previous year" : "previous period";
  return findEarlierRange({ startMs, endMs }, earlier, calendar);
}
