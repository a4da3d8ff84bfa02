import { formatDecimal, type Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { readGranularity } from "../revenue/granularity.ts";
import { formatPercent } from "../revenue/percent.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { type Point, readSeries, type SeriesRequest } from "../revenue/read-series.ts";
import type { RevenueStore } from "../revenue/revenue-store.ts";
import { addSums, formatSums, netOf, noSums, type Sums } from "../revenue/sums.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { type Range, readRange } from "../time/read-range.ts";
import { formatPoint } from "./get-revenue.ts";

/** Answers the revenue of two ranges, each bucket by bucket and in all. */
export function compareRevenue(
  deps: RevenueDeps,
): Handlers<typeof RevenueService>["compareRevenue"] {
  return async (request, context) => {
    const granularity = readGranularity(request.groupBy, request.period);
    const calendar = readCalendar(request, deps.storeTimeZone);
    const { start1, end1, start2, end2 } = request;
    const ranges = [
      readRange({ startField: "start1", start: start1, endField: "end1", end: end1, ...calendar }),
      readRange({ startField: "start2", start: start2, endField: "end2", end: end2, ...calendar }),
    ] as const;
    const filter = await readFilter(request, deps.resolveFilter, context);
    const both = { ranges, granularity, ...calendar, filter, fill: request.fill ?? true };
    const { value, asOfMs, source } = await deps.reader.answer(
      { about: both, ask: readBoth },
      request.fresh,
      context,
    );
    const [points1, points2] = value;
    const [total1, total2] = [totalOf(points1), totalOf(points2)];
    const change = netOf(total2) - netOf(total1);
    return {
      range1: points1.map(formatPoint),
      range2: points2.map(formatPoint),
      totals: { range1: formatSums(total1), range2: formatSums(total2) },
      change: formatDecimal(change),
      changePercent: formatPercent(change, netOf(total1)),
      asOf: timestampFromMs(asOfMs),
      source,
    };
  };
}

/** Reads the series of both ranges. */
async function readBoth(
  store: RevenueStore,
  {
    ranges,
    ...series
  }: Omit<SeriesRequest, "range"> & { readonly ranges: readonly [Range, Range] },
  signal: AbortSignal,
): Promise<readonly [Point[], Point[]]> {
  return [
    await readSeries(store, { ...series, range: ranges[0] }, signal),
    await readSeries(store, { ...series, range: ranges[1] }, signal),
  ];
}

function totalOf(points: readonly Point[]): Sums {
  return points.reduce((sum, point) => addSums(sum, point.sums), noSums);
}
