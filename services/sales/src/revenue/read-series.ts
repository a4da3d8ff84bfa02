import { invalidArgument } from "@backroom/kit";
import type { Calendar } from "../time/calendar.ts";
import type { Range } from "../time/read-range.ts";
import type { Granularity } from "./granularity.ts";
import { type Bucket, listBuckets } from "./list-buckets.ts";
import type { RevenueFilter } from "./query.ts";
import type { RevenueStore } from "./revenue-store.ts";
import { noSums, type Sums } from "./sums.ts";

/** The most buckets of one answer. */
export const maxBuckets = 10_000;

/** Asks for the revenue of each bucket of a range of time. */
export interface SeriesRequest extends Calendar {
  readonly range: Range;
  readonly granularity: Granularity;
  readonly filter: RevenueFilter;
  /** Whether buckets are listed in which nothing was sold. */
  readonly fill: boolean;
}

/** The revenue of one bucket. */
export interface Point {
  /** The bucket's label. */
  readonly period: string;
  readonly sums: Sums;
  /** Whether the range covers only a part of it; a side without a bound covers its bucket whole. */
  readonly partial: boolean;
}

/**
 * Reads the revenue of each bucket, oldest first. A range without a start or an end begins with the
 * first matching sale, or ends with the last.
 *
 * @throws ConnectError INVALID_ARGUMENT when there would be more than maxBuckets.
 */
export async function readSeries(
  store: RevenueStore,
  { range, granularity, filter, fill, ...calendar }: SeriesRequest,
  signal: AbortSignal,
): Promise<Point[]> {
  let { startMs, endMs } = range;
  if (startMs === undefined || endMs === undefined) {
    const bounds = await store.findBounds(filter, signal);
    if (!bounds) return [];
    startMs ??= bounds.startMs;
    endMs ??= bounds.endMs;
  }
  if (endMs <= startMs) return [];
  const buckets = listBuckets(startMs, endMs, granularity, calendar, maxBuckets);
  if (buckets.length > maxBuckets) {
    throw invalidArgument(
      "group_by",
      `the range has more than ${maxBuckets} buckets of one ${granularity}; ask for longer buckets or a shorter range`,
    );
  }
  const bucketStartsMs = buckets.map((bucket) => bucket.startMs);
  const sums = await store.sumSeries({ startMs, endMs, bucketStartsMs, filter }, signal);
  return buckets.flatMap((bucket, place) => {
    const known = sums.get(place);
    const partial = isPartial(bucket, range);
    return known || fill ? [{ period: bucket.label, sums: known ?? noSums, partial }] : [];
  });
}

function isPartial(bucket: Bucket, { startMs, endMs }: Range): boolean {
  return (
    (startMs !== undefined && startMs > bucket.startMs) ||
    (endMs !== undefined && endMs < bucket.endMs)
  );
}
