import {
  Against,
  type CompareRevenueResponse,
  type GetRevenueResponse,
  RevenueService,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { useRef } from "preact/hooks";
import { useStore } from "../api/use-store.ts";
import { findToday } from "../period/calendar.ts";
import type { Period } from "../period/period.ts";
import type { CurveTotals } from "./curve-readout.tsx";
import { type CurveBucket, makeCurve } from "./make-curve.ts";
import { panelOptions } from "./panel-options.ts";
import { type CurveGranularity, pickGranularity } from "./pick-granularity.ts";

/** The curve of a period. */
export interface Curve {
  readonly granularity: CurveGranularity;
  readonly buckets: readonly CurveBucket[];
  /** Absent when there is no earlier period: the figures have the sum. */
  readonly totals?: CurveTotals;
}

interface CurveAnswer {
  /** Another period's while that of a new period is on its way. */
  readonly curve: Curve | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Asks for the curve of a period of so many days: compared with the one before, if it has both ends. */
export function useCurve({ startDate, endDate }: Period, days: number | undefined): CurveAnswer {
  const { timeZone } = useStore();
  const kept = useRef<Curve>(undefined);
  const isClosed = startDate !== undefined && endDate !== undefined;
  const granularity = pickGranularity(days ?? 0);
  const input = { startDate, endDate, groupBy: granularity };
  const isKnown = days !== undefined;
  const options = { ...panelOptions, placeholderData: undefined };
  const compared = useQuery(
    RevenueService.method.compareRevenue,
    { ...input, against: Against.PREVIOUS_PERIOD },
    { ...options, enabled: isClosed && isKnown },
  );
  const alone = useQuery(RevenueService.method.getRevenue, input, {
    ...options,
    enabled: !isClosed && isKnown,
  });
  const { data, error, refetch } = isClosed ? compared : alone;
  if (data) kept.current = readCurve(data, granularity, findToday(timeZone));
  return {
    curve: error && !data ? undefined : kept.current,
    error,
    retry: () => void refetch(),
  };
}

function readCurve(
  data: CompareRevenueResponse | GetRevenueResponse,
  granularity: CurveGranularity,
  today: string,
): Curve {
  const at = { granularity, today, asOfMs: data.asOf ? timestampMs(data.asOf) : Date.now() };
  if (!("buckets" in data))
    return { granularity, buckets: makeCurve({ ...at, points: data.points }) };
  const { range1: earlier, range2: points, buckets, totals, changePercent } = data;
  return {
    granularity,
    buckets: makeCurve({ ...at, points, compared: { earlier, buckets } }),
    totals: {
      revenue: totals?.range2?.revenue ?? "0",
      earlier: totals?.range1?.revenue,
      changePercent,
    },
  };
}
