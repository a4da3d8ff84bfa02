import type { Reads, SalesRead } from "../mirror/contents.ts";
import type { Dimension, RevenueFilter, Window } from "./query.ts";
import type { RevenueStore } from "./revenue-store.ts";

const dayMs = 86_400_000;
const firstDay = 0;
const lastDay = 2 ** 16 - 1;

/** Notes what is read of a store. */
export class Trace implements Reads {
  readonly sales: SalesRead[] = [];
  isOfCatalogue = false;

  /** Notes that sales were read, and what they were told apart by. */
  readQuery(query: Window & { readonly filter: RevenueFilter; readonly dimension?: Dimension }) {
    if (query.dimension === "category") this.isOfCatalogue = true;
    this.readSales(query, query.filter);
  }

  /** Notes that sales of a window were read. */
  readSales({ startMs, endMs }: Window, { productIds, categoryIds }: RevenueFilter): void {
    if (categoryIds.length > 0) this.isOfCatalogue = true;
    const fromDay = Math.max(firstDay, Math.floor(startMs / dayMs));
    const toDay = Math.min(lastDay, Math.ceil(endMs / dayMs) - 1);
    this.sales.push({ fromDay, toDay, productIds });
  }
}

/**
 * Notes what a question reads of a store, so that nobody needs to say of a question what its answer
 * depends on. A store that learns to answer something new does not compile until it is said here
 * what that reads.
 */
export function traceReads(store: RevenueStore, trace: Trace): RevenueStore {
  return {
    async findBounds(filter, signal) {
      const bounds = await store.findBounds(filter, signal);
      // Nothing is ever taken away, so they move only when something is added beyond them.
      trace.readSales({ startMs: 0, endMs: bounds ? bounds.startMs + 1 : Infinity }, filter);
      if (bounds) trace.readSales({ startMs: bounds.endMs - 1, endMs: Infinity }, filter);
      return bounds;
    },
    sumSeries(query, signal) {
      trace.readQuery(query);
      return store.sumSeries(query, signal);
    },
    sumSegments(query, signal) {
      trace.readQuery(query);
      return store.sumSegments(query, signal);
    },
    sumBreakdown(query, signal) {
      trace.readQuery(query);
      return store.sumBreakdown(query, signal);
    },
    sumCycle(query, signal) {
      trace.readQuery(query);
      return store.sumCycle(query, signal);
    },
    sumListed(query, signal) {
      trace.readQuery(query);
      return store.sumListed(query, signal);
    },
    summarize(queries, signal) {
      for (const query of queries) trace.readQuery(query);
      return store.summarize(queries, signal);
    },
    readNames(dimension, ids, signal) {
      trace.isOfCatalogue = true;
      return store.readNames(dimension, ids, signal);
    },
  };
}
