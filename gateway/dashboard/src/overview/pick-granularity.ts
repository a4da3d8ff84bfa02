import { Granularity } from "@backroom/proto/revenue/v1/revenue_pb";

/** The most days whose hours are shown, whose days are, and whose weeks are: two years of those. */
const maxDaysOfHours = 2;
const maxDaysOfDays = 120;
const maxDaysOfWeeks = 731;

/** A length of bucket that the curve may have. */
export type CurveGranularity =
  | typeof Granularity.HOUR
  | typeof Granularity.DAY
  | typeof Granularity.WEEK
  | typeof Granularity.MONTH;

/** Picks the length of the curve's buckets for so many days, so that it has enough of them and not too many. */
export function pickGranularity(days: number): CurveGranularity {
  if (days <= maxDaysOfHours) return Granularity.HOUR;
  if (days <= maxDaysOfDays) return Granularity.DAY;
  if (days <= maxDaysOfWeeks) return Granularity.WEEK;
  return Granularity.MONTH;
}
