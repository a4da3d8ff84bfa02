import { invalidArgument } from "@backroom/kit";
import type { Range } from "../time/read-range.ts";
import type { Granularity } from "./granularity.ts";
import { listBuckets } from "./list-buckets.ts";
import type { RevenueFilter } from "./query.ts";
import type { RevenueStore } from "./revenue-store.ts";
import { noSums, type Sums } from "./sums.ts";

/** The most buckets of one answer. */
export const maxBuckets = 10_000;

/** Asks for the revenue of each bucket of a range of time. */
export interface SeriesRequest {
  readonly range: Range;
  readonly granularity: Granularity;
  readonly zone: string;
  readonly filter: RevenueFilter;
  /** Whether buckets are listed in which nothing was sold. */
  readonly fill: boolean;
}

/** The revenue of one bucket. */
export interface Point {
  /** The bucket's label. */
  readonly period: string;
  readonly sums: Sums;
}

/**
 * Reads the revenue of each bucket, oldest first. A range without a start or an end begins with the
 * first matching sale, or ends with the last.
 *
 * @throws ConnectError INVALID_ARGUMENT when there would be more than maxBuckets.
 */
export async function readSeries(
  store: RevenueStore,
  { range, granularity, zone, filter, fill }: SeriesRequest,
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
  const buckets = listBuckets(startMs, endMs, granularity, zone, maxBuckets);
  if (buckets.length > maxBuckets) {
    throw invalidArgument(
      "group_by",
      `the range has more than ${maxBuckets} buckets of one ${granularity}; ask for longer buckets or a shorter range`,
    );
  }
  const bucketStartsMs = buckets.map((bucket) => bucket.startMs);
  const sums = await store.sumSeries({ startMs, endMs, bucketStartsMs, filter }, signal);
  return buckets.flatMap(({ label }, place) => {
    const known = sums.get(place);
    return known || fill ? [{ period: label, sums: known ?? noSums }] : [];
  });
}
