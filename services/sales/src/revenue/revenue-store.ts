import type { BreakdownQuery, Dimension, RevenueFilter, SeriesQuery, Window } from "./query.ts";
import type { Sums } from "./sums.ts";

/** One row of a breakdown. */
export interface BreakdownRow {
  /** The product's or category's id, or the channel. */
  readonly key: string;
  readonly sums: Sums;
}

/** The highest rows of a breakdown. */
export interface Breakdown {
  readonly rows: readonly BreakdownRow[];
  /** How many rows there are in all. */
  readonly allRows: number;
  /** The sums over all of them. */
  readonly total: Sums;
}

/** Something that answers revenue questions exactly: the mirror in ClickHouse, or the ledger itself. */
export interface RevenueStore {
  /** From the first matching sale up to just after the last; undefined when there is none. */
  findBounds(filter: RevenueFilter, signal: AbortSignal): Promise<Window | undefined>;
  /** The sums of each bucket in which anything was recorded, by the bucket's place in the query. */
  sumSeries(query: SeriesQuery, signal: AbortSignal): Promise<Map<number, Sums>>;
  sumBreakdown(query: BreakdownQuery, signal: AbortSignal): Promise<Breakdown>;
  /** The present names of products or categories by id. */
  readNames(
    dimension: Exclude<Dimension, "channel">,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, string>>;
}
