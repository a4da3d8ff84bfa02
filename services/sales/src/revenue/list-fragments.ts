import { endOf, type Grain } from "./grain.ts";
import type { Window } from "./query.ts";

/** What a table counts in the wrong bucket, or in none, when it counts each unit where its middle lies. */
export interface Fragments {
  /** What lies in the window: to be counted where it lies. */
  readonly missing: readonly Window[];
  /** What was counted in the bucket of its unit's middle: to be taken back. */
  readonly misplaced: readonly Window[];
}

/**
 * Lists the fragments of the units that edges cut: the sides of edges on which the middle does not lie.
 *
 * @param edges ascending; the first and the last bound the window.
 */
export function listFragments(edges: readonly number[], grain: Grain): Fragments {
  const missing: Window[] = [];
  const misplaced: Window[] = [];
  const startMs = edges[0] ?? 0;
  const endMs = edges.at(-1) ?? 0;
  const add = (from: number, to: number, middleMs: number) => {
    const [first, last] = [Math.max(from, startMs), Math.min(to, endMs)];
    if (first < last) missing.push({ startMs: first, endMs: last });
    if (middleMs >= startMs && middleMs < endMs) misplaced.push({ startMs: from, endMs: to });
  };
  let i = 0;
  while (i < edges.length) {
    const unit = grain.floor(edges[i] as number);
    const end = endOf(grain, unit);
    const middleMs = unit + grain.middleMs;
    let before = unit;
    let after = end;
    for (; i < edges.length && (edges[i] as number) < end; i++) {
      const edge = edges[i] as number;
      if (edge <= middleMs) before = edge;
      else after = Math.min(after, edge);
    }
    if (before > unit) add(unit, before, middleMs);
    if (after < end) add(after, end, middleMs);
  }
  return { missing, misplaced };
}
