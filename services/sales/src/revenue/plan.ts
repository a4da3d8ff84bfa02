import type { StoreDays } from "../store-days/store-days.ts";
import { chooseTables } from "./choose-tables.ts";
import { endOf, type Grain } from "./grain.ts";
import type { Dimension, RevenueFilter, Window } from "./query.ts";
import { costOf, type TimeTable } from "./time-tables.ts";

/** What a plan depends on. */
export interface PlanRequest extends Window {
  /** Instants within the window at which what rows are grouped by may change; all in ascending order. */
  readonly edgesMs: readonly number[];
  /** The longest units that are counted as a whole where they are not cut; of any length when absent. */
  readonly longest?: Grain;
  readonly filter: RevenueFilter;
  /** Another thing that rows are grouped by. */
  readonly dimension?: Dimension;
  /** The days that the mirror has tables for, beside those by UTC. */
  readonly storeDays?: StoreDays | undefined;
}

/** What one table contributes to an answer. */
export interface Part {
  readonly table: TimeTable;
  /** Runs of whole units of the table, ascending, each from its first instant to its end. */
  readonly spans: readonly Window[];
  /** The units in those that an edge cuts, ascending; a finer table answers for them. */
  readonly exceptMs: readonly number[];
}

/** About how many rows could be read in the time that it takes to read one table more. */
const rowsPerTable = 30_000;

/**
 * Plans from which tables a question is answered: each gives the units of time that no edge cuts, and
 * what is cut is left to a finer table, down to the single sales. A table is left out when it is
 * cheaper to read the finer one for all of the time. Of the tables by UTC and those by the shop's own
 * days the cheaper ones are read.
 *
 * The parts share no instant, so each sale is counted by one table alone. As the tables are not written
 * in the same moment, this is what keeps an answer right that is asked while a batch arrives: a sale of
 * that batch is in the answer or not, but is never counted twice or in another's place.
 */
export function planParts(request: PlanRequest): Part[] {
  const plans = chooseTables(request).map((tables) => planFrom(tables, request));
  const [best] = plans.sort((one, other) => one.rows - other.rows);
  return best?.parts ?? [];
}

/** About how many rows are read by one thread sooner than by several, which must be started. */
const rowsOfOneThread = 100_000;

/** How many of its threads ClickHouse should read some parts with; as many as it has when undefined. */
export function countThreads(parts: readonly Part[], filter: RevenueFilter): 1 | undefined {
  const rows = parts.reduce((sum, { table, spans }) => sum + costOf(table, spans, filter), 0);
  return rows <= rowsOfOneThread ? 1 : undefined;
}

/** Plans with some tables, from coarse to fine; tells about how many rows that reads. */
function planFrom(all: readonly TimeTable[], request: PlanRequest) {
  const { startMs, endMs, filter, edgesMs, longest } = request;
  const tables = all.filter(({ grain }) => grain.ms <= (longest?.ms ?? grain.ms));
  const parts: Part[] = [];
  let rows = -rowsPerTable;
  let windows: readonly Window[] = [{ startMs, endMs }];
  let edges = [startMs, ...edgesMs.filter((ms) => ms > startMs && ms < endMs), endMs];
  const widestMs = findWidestMs(edges);
  for (const [i, table] of tables.entries()) {
    const { grain } = table;
    if (widestMs < grain.ms / 2) continue; // Each of its units is cut.
    const exceptMs = listCut(edges, grain);
    const rest = listRest(windows, exceptMs, grain);
    const finer = tables[i + 1];
    const cost = costOf(table, windows, filter) + rowsPerTable;
    if (finer) {
      const used = cost + costOf(finer, rest, filter);
      if (used >= costOf(finer, windows, filter) + rowsPerTable) continue;
    }
    rows += cost;
    parts.push({ table, spans: windows.map((window) => widen(window, grain)), exceptMs });
    if (rest.length === 0) break;
    windows = rest;
    // Units of a finer grain need not lie within one of a coarser: what was counted there cuts them.
    edges = mergeEdges(edges, rest);
  }
  return { parts, rows };
}

/** The longest time between an edge and the next, in milliseconds. */
function findWidestMs(edges: readonly number[]): number {
  return edges.reduce((widest, ms, i) => Math.max(widest, ms - (edges[i - 1] ?? ms)), 1);
}

/** The units that an edge cuts, ascending. */
function listCut(edges: readonly number[], grain: Grain): number[] {
  const cut = new Set<number>();
  for (const edge of edges) {
    const unit = grain.floor(edge);
    if (unit !== edge) cut.add(unit);
  }
  return [...cut];
}

/** What of some windows lies in some units, both ascending. */
function listRest(windows: readonly Window[], unitsMs: readonly number[], grain: Grain): Window[] {
  const rest: { startMs: number; endMs: number }[] = [];
  let place = 0;
  for (const window of windows) {
    for (; place < unitsMs.length; place++) {
      const unitMs = unitsMs[place] ?? 0;
      const unitEndMs = endOf(grain, unitMs);
      const startMs = Math.max(window.startMs, unitMs);
      const endMs = Math.min(window.endMs, unitEndMs);
      if (startMs < endMs) rest.push({ startMs, endMs });
      if (unitEndMs > window.endMs) break; // The next window may begin in it.
    }
  }
  return rest;
}

/** The edges and the bounds of windows, ascending, each once. */
function mergeEdges(edges: readonly number[], windows: readonly Window[]): number[] {
  const bounds = windows.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  return [...new Set([...edges, ...bounds])].sort((one, other) => one - other);
}

/** All units that a window touches. */
function widen({ startMs, endMs }: Window, grain: Grain): Window {
  return { startMs: grain.floor(startMs), endMs: endOf(grain, grain.floor(endMs - 1)) };
}
