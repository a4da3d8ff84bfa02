import type { Window } from "./query.ts";
import { type Point, readSeries, type SeriesRequest } from "./read-series.ts";
import type { RevenueStore } from "./revenue-store.ts";
import { addAll, type Sums } from "./sums.ts";

/** Asks for the revenue of each bucket of two ranges. */
export interface ComparisonRequest extends Omit<SeriesRequest, "range" | "fill"> {
  readonly ranges: readonly [Window, Window];
}

/** All buckets of both ranges, oldest first. */
export type Comparison = readonly [readonly Point[], readonly Point[]];

/** Reads the revenue of each bucket of both ranges, also of the empty ones. */
export function readComparison(
  store: RevenueStore,
  { ranges: [range1, range2], ...series }: ComparisonRequest,
  signal: AbortSignal,
): Promise<Comparison> {
  const read = (range: Window) => readSeries(store, { ...series, range, fill: true }, signal);
  return Promise.all([read(range1), read(range2)]);
}

/** What both ranges had in buckets of the same place; undefined where a range has fewer buckets. */
export type Pair = readonly [Point | undefined, Point | undefined];

/** Puts the buckets of both ranges side by side by their place in each. */
export function pairBuckets([points1, points2]: Comparison): Pair[] {
  const places = Math.max(points1.length, points2.length);
  return Array.from({ length: places }, (_, place) => [points1[place], points2[place]] as const);
}

/** The sums over buckets. */
export function totalOf(points: readonly Point[]): Sums {
  return addAll(points.map(({ sums }) => sums));
}
