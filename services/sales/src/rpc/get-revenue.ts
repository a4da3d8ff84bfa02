import { type Handlers, invalidArgument } from "@backroom/kit";
import {
  type GetRevenueRequest,
  type RevenueService,
  Segmentation,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { readGranularity } from "../revenue/granularity.ts";
import type { Dimension } from "../revenue/query.ts";
import type { Question } from "../revenue/question.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { readSegments, type SegmentedPoint } from "../revenue/read-segments.ts";
import { type Point, readSeries } from "../revenue/read-series.ts";
import { formatSums } from "../revenue/sums.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { readRange } from "../time/read-range.ts";

/** Answers the revenue of each bucket of time, and of each segment of it. */
export function getRevenue(deps: RevenueDeps): Handlers<typeof RevenueService>["getRevenue"] {
  return async (request, context) => {
    const granularity = readGranularity(request.groupBy, request.period);
    const calendar = readCalendar(request, deps.storeTimeZone);
    const range = readRange({
      startField: "start_date",
      start: request.startDate,
      endField: "end_date",
      end: request.endDate,
      ...calendar,
    });
    const split = readSplit(request);
    const filter = await readFilter(request, deps.resolveFilter, context);
    const series = { range, granularity, ...calendar, filter, fill: request.fill ?? true };
    const answer = <About extends object>(
      about: About,
      ask: Question<About, readonly Answered[]>["ask"],
    ) => deps.reader.answer({ about, ask }, request.fresh, context);
    const { value, asOfMs, source } = await (split
      ? answer({ ...series, ...split }, readSegments)
      : answer(series, readSeries));
    return { points: value.map(formatPoint), asOf: timestampFromMs(asOfMs), source };
  };
}

/** A point that may be split. */
type Answered = Point & Partial<Pick<SegmentedPoint, "segments">>;

const dimensions: Record<Segmentation, Dimension | undefined> = {
  [Segmentation.UNSPECIFIED]: undefined,
  [Segmentation.CHANNEL]: "channel",
  [Segmentation.CATEGORY]: "category",
  [Segmentation.PRODUCT]: "product",
};

/** Reads what buckets are split by; undefined when they are not. */
function readSplit({ segmentBy, segmentLimit }: GetRevenueRequest) {
  const dimension = dimensions[segmentBy];
  if (dimension) return { dimension, limit: segmentLimit ?? 10 };
  if (segmentLimit !== undefined) throw invalidArgument("segment_limit", "needs segment_by");
  return undefined;
}

/** Prints a bucket's revenue as a message. */
export function formatPoint({ period, sums, partial, segments = [] }: Answered) {
  return {
    period,
    ...formatSums(sums),
    partial,
    segments: segments.map(({ sums: taken, ...segment }) => ({ ...segment, ...formatSums(taken) })),
  };
}
