import { firstByMiddle, type Grain } from "./grain.ts";
import { listFragments } from "./list-fragments.ts";
import type { Dimension, RevenueFilter, Window } from "./query.ts";
import { chooseTables, costOf, type TimeTable } from "./time-tables.ts";

/** What a plan depends on. */
export interface PlanRequest extends Window {
  /** Instants within the window at which what rows are grouped by may change; all in ascending order. */
  readonly edgesMs: readonly number[];
  /** The longest units that are counted as a whole where they are not cut; of any length when absent. */
  readonly longest?: Grain;
  readonly filter: RevenueFilter;
  /** Another thing that rows are grouped by. */
  readonly dimension?: Dimension;
}

/** What one table adds to an answer, or takes back from what a coarser one has added. */
export interface Part {
  readonly table: TimeTable;
  readonly sign: 1 | -1;
  /** A row counts at the middle of its unit of this grain. */
  readonly countedBy: Grain;
  /** Runs of whole units of the table, ascending, each from its first instant to its end. */
  readonly spans: readonly Window[];
}

/**
 * Plans from which tables a question is answered. A unit of time that an edge cuts, as local midnight
 * cuts a UTC day, is counted as a whole where its middle lies. Then a finer table moves the fragments
 * on the other side of the edge: it adds them where they lie, and takes them back from where they
 * were counted. What the finer table cannot tell apart is moved by a still finer one in the same
 * way, down to the single sales. As sums of signed rows commute, the answer is exact.
 */
export function planParts(request: PlanRequest): Part[] {
  const { startMs, endMs, filter, edgesMs, longest } = request;
  const edges = [startMs, ...edgesMs.filter((ms) => ms > startMs && ms < endMs), endMs];
  const parts: Part[] = [];
  let missing: readonly Window[] = [{ startMs, endMs }];
  let misplaced: readonly Window[] = [];
  let coarser: Grain | undefined;
  const tables = chooseTables(request).filter(({ grain }) => grain.ms <= (longest?.ms ?? grain.ms));
  for (const [i, table] of tables.entries()) {
    const rest = listFragments(edges, table.grain);
    const finer = tables[i + 1];
    if (finer) {
      const cost = (reader: TimeTable, ...lists: (readonly Window[])[]) =>
        lists.reduce((sum, spans) => sum + costOf(reader, spans, filter), 0);
      const used = cost(table, missing, misplaced) + cost(finer, rest.missing, rest.misplaced);
      if (used >= cost(finer, missing, misplaced)) continue;
    }
    const { grain } = table;
    const add = (sign: Part["sign"], countedBy: Grain, windows: readonly Window[]) => {
      const spans = listSpans(windows, grain);
      if (spans.length > 0) parts.push({ table, sign, countedBy, spans });
    };
    add(1, grain, missing);
    if (coarser) add(-1, coarser, misplaced);
    ({ missing, misplaced } = rest);
    coarser = grain;
    if (missing.length + misplaced.length === 0) break;
  }
  return parts;
}

/** The units whose middles lie in windows. */
function listSpans(windows: readonly Window[], grain: Grain): Window[] {
  return windows
    .map(({ startMs, endMs }) => ({
      startMs: firstByMiddle(grain, startMs),
      endMs: firstByMiddle(grain, endMs),
    }))
    .filter(({ startMs, endMs }) => startMs < endMs);
}
