import { endOf, type Grain } from "./grain.ts";
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

/** What one table contributes to an answer. */
export interface Part {
  readonly table: TimeTable;
  /** Runs of whole units of the table, ascending, each from its first instant to its end. */
  readonly spans: readonly Window[];
  /** The units in those that an edge cuts, ascending; a finer table answers for them. */
  readonly exceptMs: readonly number[];
}

/**
 * Plans from which tables a question is answered: each gives the units of time that no edge cuts, and
 * what is cut is left to a finer table, down to the single sales. A table is left out when it is
 * cheaper to read the finer one for all of the time.
 *
 * The parts share no instant, so each sale is counted by one table alone. As the tables are not written
 * in the same moment, this is what keeps an answer right that is asked while a batch arrives: a sale of
 * that batch is in the answer or not, but is never counted twice or in another's place.
 */
export function planParts(request: PlanRequest): Part[] {
  const { startMs, endMs, filter, edgesMs, longest } = request;
  const edges = [startMs, ...edgesMs.filter((ms) => ms > startMs && ms < endMs), endMs];
  const tables = chooseTables(request).filter(({ grain }) => grain.ms <= (longest?.ms ?? grain.ms));
  const parts: Part[] = [];
  let windows: readonly Window[] = [{ startMs, endMs }];
  for (const [i, table] of tables.entries()) {
    const { grain } = table;
    const exceptMs = listCut(edges, grain);
    const rest = exceptMs.map((unit) => ({
      startMs: Math.max(startMs, unit),
      endMs: Math.min(endMs, endOf(grain, unit)),
    }));
    const finer = tables[i + 1];
    if (finer) {
      const used = costOf(table, windows, filter) + costOf(finer, rest, filter);
      if (used >= costOf(finer, windows, filter)) continue;
    }
    parts.push({ table, spans: windows.map((window) => widen(window, grain)), exceptMs });
    if (rest.length === 0) break;
    windows = rest;
  }
  return parts;
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

/** All units that a window touches. */
function widen({ startMs, endMs }: Window, grain: Grain): Window {
  return { startMs: grain.floor(startMs), endMs: endOf(grain, grain.floor(endMs - 1)) };
}
