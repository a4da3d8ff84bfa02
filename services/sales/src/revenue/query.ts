/** What an entry of the ledger records: something sold, something given back, or a sale undone. */
export type Kind = "SALE" | "REFUND" | "VOID";

/** Which sales a question is about. An empty list filters nothing; all lists must match. */
export interface RevenueFilter {
  readonly productIds: readonly bigint[];
  /** Products that are in one of these categories now. */
  readonly categoryIds: readonly bigint[];
  readonly channels: readonly string[];
  readonly kinds: readonly Kind[];
}

/** What revenue can be broken down by. */
export type Dimension = "product" | "category" | "channel";

/** A half-open range of time, in milliseconds since 1970. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

/** Asks for the revenue of each bucket of time. */
export interface SeriesQuery extends Window {
  /** The first instant of each bucket, ascending; the first is not after the window's start. */
  readonly bucketStartsMs: readonly number[];
  readonly filter: RevenueFilter;
}

/** Asks for the revenue of each bucket of time, split. */
export interface SegmentsQuery extends SeriesQuery {
  readonly dimension: Dimension;
  /** How many products, categories or channels are told apart, highest net revenue first. */
  readonly limit: number;
  /** How many rows at most. */
  readonly maxRows: number;
}

/** Asks for the revenue of each product, category or channel, highest net revenue first. */
export interface BreakdownQuery extends Window {
  readonly dimension: Dimension;
  readonly filter: RevenueFilter;
  /** How many rows at most. */
  readonly limit: number;
}

/** How far a local clock or calendar is ahead of UTC from an instant on, in milliseconds. */
export interface Shift {
  readonly startMs: number;
  readonly shiftMs: number;
}

/** What comes round again and again: the days of a week, or the hours of a day. */
export type Cycle = "weekday" | "hour";

/** Asks for the revenue of each weekday or hour of the day. */
export interface CycleQuery extends Window {
  readonly cycle: Cycle;
  /** For weekdays those of days, for hours those of the clock; the first begins with the window. */
  readonly shifts: readonly Shift[];
  readonly filter: RevenueFilter;
}

/** Asks for the sums over a window, and its best day. */
export interface SummaryQuery extends Window {
  /** Those of days; the first begins with the window. */
  readonly dayShifts: readonly Shift[];
  readonly filter: RevenueFilter;
}

/** Asks for the revenue of some products, categories or channels, and of all others together. */
export interface ListedQuery extends Window {
  readonly dimension: Dimension;
  readonly keys: readonly string[];
  readonly filter: RevenueFilter;
}
