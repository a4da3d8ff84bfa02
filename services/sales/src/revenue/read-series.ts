import { invalidArgument } from "@backroom/kit";
import type { Calendar } from "../time/calendar.ts";
import type { Range } from "../time/read-range.ts";
import { coverBuckets, findWindow } from "./find-window.ts";
import type { Granularity } from "./granularity.ts";
import { type Bucket, listBuckets } from "./list-buckets.ts";
import type { RevenueFilter, Window } from "./query.ts";
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
  /** The bucket's place among all of the range, from 0. */
  readonly place: number;
  /** Whether nothing was recorded in it. */
  readonly isEmpty: boolean;
}

/**
 * Reads the revenue of each bucket, oldest first. A range without a start or an end begins with the
 * first matching sale, or ends with the last.
 *
 * @throws ConnectError INVALID_ARGUMENT when there would be more than maxBuckets.
 */
export async function readSeries(
  store: RevenueStore,
  request: SeriesRequest,
  signal: AbortSignal,
): Promise<Point[]> {
  const { range, filter } = request;
  const window = await findWindow(store, range, filter, signal);
  const buckets = window ? listSeriesBuckets(window, request) : [];
  if (!window || buckets.length === 0) return [];
  const bucketStartsMs = buckets.map((bucket) => bucket.startMs);
  const sums = await store.sumSeries(
    { ...coverBuckets(range, window, buckets), bucketStartsMs, filter },
    signal,
  );
  return toPoints(buckets, sums, request);
}

/**
 * Lists the buckets of a series; none of an empty window.
 *
 * @throws ConnectError INVALID_ARGUMENT when there would be more than maxBuckets.
 */
export function listSeriesBuckets(
  { startMs, endMs }: Window,
  { granularity, ...calendar }: Pick<SeriesRequest, "granularity" | keyof Calendar>,
): Bucket[] {
  if (endMs <= startMs) return [];
  const buckets = listBuckets(startMs, endMs, granularity, calendar, maxBuckets);
  if (buckets.length > maxBuckets) {
    throw invalidArgument(
      "group_by",
      `the range has more than ${maxBuckets} buckets of one ${granularity}; ask for longer buckets or a shorter range`,
    );
  }
  return buckets;
}

/** Makes points of buckets and the sums of those, by place, in which anything was recorded. */
export function toPoints(
  buckets: readonly Bucket[],
  sums: ReadonlyMap<number, Sums>,
  { range, fill }: Pick<SeriesRequest, "range" | "fill">,
): Point[] {
  return buckets.flatMap((bucket, place) => {
    const known = sums.get(place);
    if (!known && !fill) return [];
    const partial = isPartial(bucket, range);
    return [{ period: bucket.label, sums: known ?? noSums, partial, place, isEmpty: !known }];
  });
}

function isPartial(bucket: Bucket, { startMs, endMs }: Range): boolean {
  return (
    (startMs !== undefined && startMs > bucket.startMs) ||
    (endMs !== undefined && endMs < bucket.endMs)
  );
}
