import type {
  BreakdownQuery,
  CycleQuery,
  Dimension,
  ListedQuery,
  RevenueFilter,
  SegmentsQuery,
  SeriesQuery,
  SummaryQuery,
  Window,
} from "./query.ts";
import type { Sums } from "./sums.ts";

/** One row of a breakdown. */
export interface BreakdownRow {
  /** The product's or category's id, or the channel. */
  readonly key: string;
  readonly sums: Sums;
}

/** What one segment had of one bucket. */
export interface SegmentRow {
  /** The bucket's place in the query. */
  readonly bucket: number;
  /** The place of the key among all, highest net revenue first and then by key, from 1; 0 for all that are not told apart. */
  readonly place: number;
  /** The product's or category's id, or the channel; empty at place 0. */
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

/** What some keys of a breakdown had, and all others together. */
export interface ListedSums {
  /** By key; a key that had nothing may be missing. */
  readonly listed: ReadonlyMap<string, Sums>;
  readonly total: Sums;
}

/** The day with the highest net revenue. */
export interface BestDay {
  /** The days since 1970 of its date. */
  readonly day: number;
  /** In ten-thousandths. */
  readonly net: bigint;
}

/** The sums over a window. */
export interface WindowSums {
  readonly sums: Sums;
  /** Of the days on which something was recorded, and of several equals the first; undefined without any. */
  readonly bestDay: BestDay | undefined;
}

/** Something that answers revenue questions exactly: the mirror in ClickHouse, or the ledger itself. */
export interface RevenueStore {
  /** From the first matching sale up to just after the last; undefined when there is none. */
  findBounds(filter: RevenueFilter, signal: AbortSignal): Promise<Window | undefined>;
  /** The sums of each bucket in which anything was recorded, by the bucket's place in the query. */
  sumSeries(query: SeriesQuery, signal: AbortSignal): Promise<Map<number, Sums>>;
  /** The sums of each bucket and segment in which anything was recorded, in any order. */
  sumSegments(query: SegmentsQuery, signal: AbortSignal): Promise<SegmentRow[]>;
  sumBreakdown(query: BreakdownQuery, signal: AbortSignal): Promise<Breakdown>;
  /** The sums of each weekday from 1, Monday, to 7, or hour from 0 to 23; one without anything may be missing. */
  sumCycle(query: CycleQuery, signal: AbortSignal): Promise<Map<number, Sums>>;
  sumListed(query: ListedQuery, signal: AbortSignal): Promise<ListedSums>;
  /** The sums over each of some windows, and their best days. */
  summarize(queries: readonly SummaryQuery[], signal: AbortSignal): Promise<WindowSums[]>;
  /** The present names of products or categories by id. */
  readNames(
    dimension: Exclude<Dimension, "channel">,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, string>>;
}
