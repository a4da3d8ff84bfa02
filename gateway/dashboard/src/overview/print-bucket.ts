import { Granularity } from "@backroom/proto/revenue/v1/revenue_pb";
import type { CurveGranularity } from "./pick-granularity.ts";

/** What a bucket is called: in few characters at the axis, and in full where it is read out. */
export interface BucketName {
  readonly short: string;
  readonly full: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Prints a bucket's label, a local date or for hours a local time with its offset, for the reader. */
export function printBucket(period: string, granularity: CurveGranularity): BucketName {
  // The label's own digits are shown: no zone moves them.
  const at = Date.parse(`${period.slice(0, 10)}T${period.slice(11, 19) || "00:00:00"}Z`);
  const print = (options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify(options);
    const format =
      formats.get(key) ?? new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" });
    formats.set(key, format);
    return format.format(at);
  };
  const day = { day: "numeric", month: "short" } as const;
  const fullDay = { ...day, weekday: "short", year: "numeric" } as const;
  switch (granularity) {
    case Granularity.HOUR:
      return {
        short: print({ hour: "numeric", minute: "2-digit" }),
        full: print({ ...day, weekday: "short", hour: "numeric", minute: "2-digit" }),
      };
    case Granularity.DAY:
      return { short: print(day), full: print(fullDay) };
    case Granularity.WEEK:
      return { short: print(day), full: `Week of ${print({ ...day, year: "numeric" })}` };
    case Granularity.MONTH:
      return {
        short: print({ month: "short", year: "numeric" }),
        full: print({ month: "long", year: "numeric" }),
      };
  }
}
