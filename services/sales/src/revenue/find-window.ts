import { firstMs, lastMs } from "../time/read-instant.ts";
import type { Range } from "../time/read-range.ts";
import type { Bucket } from "./list-buckets.ts";
import type { RevenueFilter, Window } from "./query.ts";
import type { RevenueStore } from "./revenue-store.ts";

/**
 * Finds the window that a range means: without a start it begins with the first matching sale, without
 * an end it ends with the last.
 *
 * @returns undefined when a bound is missing and there is no matching sale. The window may be empty.
 */
export async function findWindow(
  store: RevenueStore,
  { startMs, endMs }: Range,
  filter: RevenueFilter,
  signal: AbortSignal,
): Promise<Window | undefined> {
  if (startMs !== undefined && endMs !== undefined) return { startMs, endMs };
  const bounds = await store.findBounds(filter, signal);
  if (!bounds) return undefined;
  const fromMs = startMs ?? Math.min(bounds.startMs, endMs ?? bounds.startMs);
  return { startMs: fromMs, endMs: endMs ?? Math.max(bounds.endMs, fromMs) };
}

/**
 * The window that is summed for the buckets of a range, of which there is at least one: on a side
 * without a bound all of the outermost bucket, for nothing lies beyond the window there, and whole days
 * are less to read.
 */
export function coverBuckets(
  { startMs, endMs }: Range,
  window: Window,
  buckets: readonly Bucket[],
): Window {
  const [first, last] = [buckets[0], buckets.at(-1)];
  return {
    startMs: startMs ?? Math.max(firstMs, first?.startMs ?? window.startMs),
    endMs: endMs ?? Math.min(lastMs, last?.endMs ?? window.endMs),
  };
}
