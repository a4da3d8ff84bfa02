import type { Reads, SalesRead } from "../mirror/contents.ts";
import type { RevenueFilter, Window } from "./query.ts";
import type { RevenueStore } from "./revenue-store.ts";

const dayMs = 86_400_000;
const firstDay = 0;
const lastDay = 2 ** 16 - 1;

/** By how many days the longest unit of a table that a window cuts, a month, can reach out of it. */
const maxCutDays = 30;

/** Notes what is read of a store. */
export class Trace implements Reads {
  readonly sales: SalesRead[] = [];
  isOfCatalogue = false;

  /**
   * Notes that sales of a window were summed. Of a unit that the window cuts, what lies outside is
   * summed too and taken back by another table, which may have come less far: so it is noted as well.
   */
  readSums({ startMs, endMs }: Window, filter: RevenueFilter): void {
    const cutMs = maxCutDays * dayMs;
    this.readSales({ startMs: startMs - cutMs, endMs: endMs + cutMs }, filter);
  }

  /** Notes that sales of a window, and no others, were read. */
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
      trace.readSums(query, query.filter);
      return store.sumSeries(query, signal);
    },
    sumBreakdown(query, signal) {
      trace.readSums(query, query.filter);
      if (query.dimension === "category") trace.isOfCatalogue = true;
      return store.sumBreakdown(query, signal);
    },
    sumSegments(query, signal) {
      trace.readSums(query, query.filter);
      if (query.dimension !== "channel") trace.isOfCatalogue = true;
      return store.sumSegments(query, signal);
    },
    sumCycle(query, signal) {
      trace.readSums(query, query.filter);
      return store.sumCycle(query, signal);
    },
    sumListed(query, signal) {
      trace.readSums(query, query.filter);
      if (query.dimension === "category") trace.isOfCatalogue = true;
      return store.sumListed(query, signal);
    },
    summarize(queries, signal) {
      for (const query of queries) trace.readSums(query, query.filter);
      return store.summarize(queries, signal);
    },
    readNames(dimension, ids, signal) {
      trace.isOfCatalogue = true;
      return store.readNames(dimension, ids, signal);
    },
  };
}
