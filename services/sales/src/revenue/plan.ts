import { day, finest, type Grain } from "./grain.ts";
import type { Dimension, RevenueFilter, Window } from "./query.ts";
import { fact, type TimeTable, tables } from "./time-tables.ts";

/** What a plan depends on. */
export interface PlanRequest extends Window {
  /** Instants that no unit of a table may straddle, beside the window's bounds. */
  readonly edgesMs: readonly number[];
  /** The longest units that no other instant cuts either; longer ones are cut everywhere. Any when absent. */
  readonly longest?: Grain;
  readonly filter: RevenueFilter;
  readonly dimension?: Dimension;
}

/**
 * What one table contributes to an answer: its units of time from that of startMs up to that of
 * endMs, but not some. Where a bound cuts a unit, that unit is among the exceptions.
 */
export interface Part extends Window {
  readonly table: TimeTable;
  /** Only units within these units of a coarser grain, given by their first instants. */
  readonly within?: { readonly grain: Grain; readonly unitsMs: readonly number[] };
  /** The units that an edge cuts; a finer table answers for them. */
  readonly exceptMs: readonly number[];
}

/** The facts, in the order of time, are cheaper for many products up to as many cut days. */
const maxFactDays = 366;

/** As many products can be read one by one for less than a scan over all. */
const maxPointProducts = 16;

/**
 * Plans from which tables a question is answered: each table gives the units of time that no edge
 * cuts, and what is cut is left to a finer table, down to the single sales. A table of which most
 * would be cut is left out.
 */
export function planParts(request: PlanRequest): Part[] {
  const { startMs, endMs } = request;
  const edges = [startMs, ...request.edgesMs, endMs];
  const parts: Part[] = [];
  let within: Part["within"];
  for (const table of chooseTables(request, edges)) {
    const { grain } = table;
    if (request.longest && grain.ms > request.longest.ms) continue;
    const exceptMs = grain === finest ? [] : listCut(edges, grain);
    const spanMs = within ? within.unitsMs.length * within.grain.ms : endMs - startMs;
    if (grain !== finest && spanMs / grain.ms <= 2 * exceptMs.length) continue;
    parts.push({ table, startMs, endMs, exceptMs, ...(within && { within }) });
    if (exceptMs.length === 0) break;
    within = { grain, unitsMs: exceptMs };
  }
  return parts;
}

/** The tables that can answer a question, from coarse to fine. */
function chooseTables(request: PlanRequest, edges: readonly number[]): TimeTable[] {
  const { filter, dimension, longest = day, startMs, endMs } = request;
  const { productIds, categoryIds } = filter;
  const isFiltered = productIds.length > 0 || categoryIds.length > 0;
  if (!isFiltered && (dimension === undefined || dimension === "channel")) {
    return [tables.day, tables.slot, fact];
  }
  const isPointRead = productIds.length > 0 && productIds.length <= maxPointProducts;
  if (isPointRead) return [tables.productSlot, fact];
  const cutDays = longest.ms < day.ms ? (endMs - startMs) / day.ms : listCut(edges, day).length;
  const bySlot = isFiltered && cutDays > maxFactDays ? [tables.productSlot] : [];
  return [tables.monthProduct, tables.dayProduct, ...bySlot, fact];
}

/** The units that an edge cuts, ascending. */
function listCut(edges: readonly number[], grain: Grain): number[] {
  const cut = new Set<number>();
  for (const edge of edges) {
    const unit = grain.floor(edge);
    if (unit !== edge) cut.add(unit);
  }
  return [...cut].sort((left, right) => left - right);
}
