import type { TimeRange } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";

/** Prints the days of a range, both ends included, in the reader's locale and the shop's zone. */
export function describeRange({ start, end }: TimeRange, timeZone: string): string {
  if (!start || !end) return "–";
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone });
  return format.formatRange(timestampMs(start), timestampMs(end) - 1);
}
