import { invalidArgument } from "@backroom/kit";
import { Granularity as GroupBy, Period } from "@backroom/proto/revenue/v1/revenue_pb";

/** The length of a bucket of time. */
export type Granularity = "hour" | "day" | "week" | "month" | "quarter" | "year";

const byGroupBy: Record<GroupBy, Granularity | undefined> = {
  [GroupBy.UNSPECIFIED]: undefined,
  [GroupBy.HOUR]: "hour",
  [GroupBy.DAY]: "day",
  [GroupBy.WEEK]: "week",
  [GroupBy.MONTH]: "month",
  [GroupBy.QUARTER]: "quarter",
  [GroupBy.YEAR]: "year",
};

const byPeriod: Record<Period, Granularity | undefined> = {
  [Period.UNSPECIFIED]: undefined,
  [Period.DAILY]: "day",
  [Period.WEEKLY]: "week",
  [Period.MONTHLY]: "month",
  [Period.ANNUAL]: "year",
};

/**
 * Reads the length of a bucket by either of its names; a day when there is none.
 *
 * @throws ConnectError INVALID_ARGUMENT when both are given.
 */
export function readGranularity(groupBy: GroupBy, period: Period): Granularity {
  if (groupBy !== GroupBy.UNSPECIFIED && period !== Period.UNSPECIFIED) {
    throw invalidArgument("period", "must not be given together with group_by");
  }
  return byGroupBy[groupBy] ?? byPeriod[period] ?? "day";
}
