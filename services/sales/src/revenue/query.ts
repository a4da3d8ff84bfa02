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

/** Asks for the revenue of each product, category or channel, highest net revenue first. */
export interface BreakdownQuery extends Window {
  readonly dimension: Dimension;
  readonly filter: RevenueFilter;
  /** How many rows at most. */
  readonly limit: number;
}
