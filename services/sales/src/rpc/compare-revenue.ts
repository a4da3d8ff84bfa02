import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { formatChange } from "../revenue/format-change.ts";
import { formatWindow } from "../revenue/format-window.ts";
import { readGranularity } from "../revenue/granularity.ts";
import { readComparedRanges } from "../revenue/read-compared-ranges.ts";
import { type Pair, pairBuckets, readComparison, totalOf } from "../revenue/read-comparison.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { formatSums, netOf, noSums, type Sums } from "../revenue/sums.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { formatPoint } from "./get-revenue.ts";

/** Answers the revenue of two ranges, each bucket by bucket and in all, and how it changed. */
export function compareRevenue(
  deps: RevenueDeps,
): Handlers<typeof RevenueService>["compareRevenue"] {
  return async (request, context) => {
    const granularity = readGranularity(request.groupBy, request.period);
    const calendar = readCalendar(request, deps.storeTimeZone);
    const ranges = readComparedRanges(request, calendar);
    const filter = await readFilter(request, deps.resolveFilter, context);
    const comparison = { ranges, granularity, ...calendar, filter };
    const { value, asOfMs, source } = await deps.reader.answer(
      { about: comparison, ask: readComparison },
      request.fresh,
      context,
    );
    const isListed = (isEmpty = true) => !isEmpty || (request.fill ?? true);
    const [points1, points2] = value;
    const [total1, total2] = [totalOf(points1), totalOf(points2)];
    return {
      range1: points1.filter(({ isEmpty }) => isListed(isEmpty)).map(formatPoint),
      range2: points2.filter(({ isEmpty }) => isListed(isEmpty)).map(formatPoint),
      totals: { range1: formatSums(total1), range2: formatSums(total2) },
      ...formatNetChange(total1, total2),
      buckets: pairBuckets(value)
        .filter((pair) => pair.some((point) => isListed(point?.isEmpty)))
        .map(formatPair),
      bounds1: formatWindow(ranges[0]),
      bounds2: formatWindow(ranges[1]),
      asOf: timestampFromMs(asOfMs),
      source,
    };
  };
}

/** Prints two buckets side by side. */
function formatPair([point1, point2]: Pair) {
  const [sums1, sums2] = [point1?.sums ?? noSums, point2?.sums ?? noSums];
  return {
    period1: point1?.period,
    period2: point2?.period,
    range1: formatSums(sums1),
    range2: formatSums(sums2),
    ...formatNetChange(sums1, sums2),
  };
}

/** Prints the change of net revenue. */
function formatNetChange(earlier: Sums, later: Sums) {
  const { absolute, percent } = formatChange(netOf(later), netOf(earlier));
  return { change: absolute, changePercent: percent };
}
