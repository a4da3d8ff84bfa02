import type { TimeRange } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { countDays } from "../period/calendar.ts";
import type { Period } from "../period/period.ts";

const dayMs = 86_400_000;

/**
 * How many days a period has. One with an open end has those from the first sale or to the last,
 * which the range of its summary tells; undefined while that is not known.
 */
export function countRangeDays(
  { startDate, endDate }: Period,
  range: TimeRange | undefined,
): number | undefined {
  if (startDate && endDate) return countDays(startDate, endDate);
  if (!range?.start || !range.end) return undefined;
  return Math.ceil((timestampMs(range.end) - timestampMs(range.start)) / dayMs);
}
