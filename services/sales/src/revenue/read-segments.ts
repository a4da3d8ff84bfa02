import { invalidArgument } from "@backroom/kit";
import { coverBuckets, findWindow } from "./find-window.ts";
import type { Dimension } from "./query.ts";
import { listSeriesBuckets, type Point, type SeriesRequest, toPoints } from "./read-series.ts";
import type { RevenueStore, SegmentRow } from "./revenue-store.ts";
import { addSums, netOf, noSums, type Sums } from "./sums.ts";

/** The most segments of all buckets of one answer together. */
export const maxCells = 100_000;

/** Asks for the revenue of each bucket, split. */
export interface SegmentsRequest extends SeriesRequest {
  readonly dimension: Dimension;
  /** How many segments before the rest. */
  readonly limit: number;
}

/** What one channel, category or product, or all that are not listed, had of a bucket. */
export interface Segment {
  /** Empty for the rest. */
  readonly key: string;
  readonly name: string;
  readonly sums: Sums;
  readonly rest: boolean;
}

/** The revenue of one bucket, split; it is the sum of its segments. */
export interface SegmentedPoint extends Point {
  readonly segments: readonly Segment[];
}

/**
 * Reads the revenue of each bucket and its segments, as readSeries does: in each bucket the same
 * segments in the same order, highest net revenue of the whole range first, then by key, the rest last.
 *
 * @throws ConnectError INVALID_ARGUMENT when there would be more than maxBuckets, or more than
 * maxCells.
 */
export async function readSegments(
  store: RevenueStore,
  request: SegmentsRequest,
  signal: AbortSignal,
): Promise<SegmentedPoint[]> {
  const { dimension, filter, limit } = request;
  const window = await findWindow(store, request.range, filter, signal);
  if (!window) return [];
  const buckets = listSeriesBuckets(window, request);
  const bucketStartsMs = buckets.map(({ startMs }) => startMs);
  const maxRows = maxCells + 1;
  const covered = coverBuckets(request.range, window, buckets);
  const query = { ...covered, bucketStartsMs, filter, dimension, limit, maxRows };
  const rows = buckets.length > 0 ? await store.sumSegments(query, signal) : [];
  const totals = new Map<number, Sums>();
  for (const { bucket, sums } of rows) {
    totals.set(bucket, addSums(totals.get(bucket) ?? noSums, sums));
  }
  const points = toPoints(buckets, totals, request);
  const listed = listSegments(rows);
  if (rows.length > maxCells || points.length * listed.length > maxCells) {
    throw invalidArgument(
      "segment_by",
      `the buckets have more than ${maxCells} segments in all; ask for fewer segments, longer buckets or a shorter range`,
    );
  }
  const keys = listed.flatMap(({ place, key }) => (place === 0 ? [] : [key]));
  const names =
    dimension === "channel" || keys.length === 0
      ? undefined
      : await store.readNames(dimension, keys, signal);
  const cellOf = (bucket: number, place: number) => bucket * (limit + 1) + place;
  const cells = new Map(rows.map((row) => [cellOf(row.bucket, row.place), row.sums]));
  return points.map((point) => ({
    ...point,
    segments: listed.map(({ place, key }) => ({
      key,
      name: place === 0 ? "(rest)" : (names?.get(key) ?? key),
      sums: cells.get(cellOf(point.place, place)) ?? noSums,
      rest: place === 0,
    })),
  }));
}

/** The segments of an answer in their order: by what they add up to in it, which may be more by now than when they were found. */
function listSegments(rows: readonly SegmentRow[]): { place: number; key: string }[] {
  const found = new Map<number, { place: number; key: string; net: bigint }>();
  for (const { place, key, sums } of rows) {
    const net = (found.get(place)?.net ?? 0n) + netOf(sums);
    found.set(place, { place, key, net });
  }
  const rest = found.get(0);
  found.delete(0);
  const listed = [...found.values()].sort(
    (left, right) =>
      Number(right.net > left.net) - Number(right.net < left.net) || left.place - right.place,
  );
  return rest ? [...listed, rest] : listed;
}
