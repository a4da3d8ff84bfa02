import {
  type ComparedBucket,
  Granularity,
  type RevenuePoint,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { addDays, addMonths } from "../period/calendar.ts";
import type { CurveGranularity } from "./pick-granularity.ts";
import { type BucketName, printBucket } from "./print-bucket.ts";

/** What one place of the curve shows: a bucket of the range, and of the earlier range behind it. */
export interface CurveBucket {
  readonly name: BucketName;
  /** The decimal text; absent for what lies ahead, or when the earlier range is the longer one. */
  readonly revenue?: string;
  /** The bucket is not over yet. */
  readonly isRunning: boolean;
  /** The range covers only a part of the bucket. */
  readonly isPartial: boolean;
  readonly earlier?: { readonly name: BucketName; readonly revenue: string };
  /** Of the net revenue, in percent; absent when there is none or the earlier was zero. */
  readonly changePercent?: string;
}

interface Series {
  readonly points: readonly RevenuePoint[];
  readonly granularity: CurveGranularity;
  /** The earlier range, and the two side by side. */
  readonly compared?: {
    readonly earlier: readonly RevenuePoint[];
    readonly buckets: readonly ComparedBucket[];
  };
  /** The instant up to which everything is known, in milliseconds since 1970. */
  readonly asOfMs: number;
  /** The shop's date. */
  readonly today: string;
}

const hourMs = 3_600_000;

/** Makes the places of the curve from a series, and the one that it is compared with. */
export function makeCurve(series: Series): readonly CurveBucket[] {
  const { points, granularity, compared } = series;
  const earlierPoints = compared?.earlier ?? [];
  const count = Math.max(points.length, earlierPoints.length);
  return Array.from({ length: count }, (_, i) => {
    const point = points[i];
    const earlier = earlierPoints[i];
    const isAhead = !point || (hasNothing(point) && startsLater(point.period, series));
    return {
      name: printBucket((point ?? earlier)?.period ?? "", granularity),
      ...(!isAhead && { revenue: point.revenue }),
      isRunning: !isAhead && endsLater(point.period, series),
      isPartial: point?.partial ?? false,
      ...(earlier && {
        earlier: { name: printBucket(earlier.period, granularity), revenue: earlier.revenue },
      }),
      ...(!isAhead && { changePercent: compared?.buckets[i]?.changePercent }),
    };
  });
}

function hasNothing({ gross, refunds, sales }: RevenuePoint): boolean {
  return sales === 0n && Number(gross) === 0 && Number(refunds) === 0;
}

function startsLater(period: string, { granularity, asOfMs, today }: Series): boolean {
  return granularity === Granularity.HOUR ? Date.parse(period) > asOfMs : period > today;
}

function endsLater(period: string, { granularity, asOfMs, today }: Series): boolean {
  switch (granularity) {
    case Granularity.HOUR:
      return Date.parse(period) + hourMs > asOfMs;
    case Granularity.DAY:
      return period >= today;
    case Granularity.WEEK:
      return addDays(period, 7) > today;
    case Granularity.MONTH:
      return addMonths(period, 1) > today;
  }
}
