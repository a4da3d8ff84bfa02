import { firstMs, lastMs } from "../time/read-instant.ts";
import type { Range } from "../time/read-range.ts";
import type { Dimension, RevenueFilter } from "./query.ts";
import type { BreakdownRow, RevenueStore } from "./revenue-store.ts";
import { addSums, noSums, type Sums, subtractSums } from "./sums.ts";

/** Asks for the highest rows of a breakdown. */
export interface BreakdownRequest {
  readonly range: Range;
  readonly dimension: Dimension;
  readonly filter: RevenueFilter;
  /** How many rows before the rest. */
  readonly limit: number;
}

/** A breakdown whose rows sum to the total. */
export interface NamedBreakdown {
  readonly rows: readonly (BreakdownRow & { readonly name: string })[];
  /** All that is not among the rows; undefined when nothing is left. */
  readonly rest: Sums | undefined;
  readonly total: Sums;
}

/** Reads the highest rows of a breakdown with their names, and what is left. */
export async function readBreakdown(
  store: RevenueStore,
  { range, dimension, filter, limit }: BreakdownRequest,
  signal: AbortSignal,
): Promise<NamedBreakdown> {
  const { startMs = firstMs, endMs = lastMs } = range;
  const query = { startMs, endMs, dimension, filter, limit };
  const { rows, allRows, total } = await store.sumBreakdown(query, signal);
  const names =
    dimension === "channel" || rows.length === 0
      ? undefined
      : await store.readNames(
          dimension,
          rows.map((row) => row.key),
          signal,
        );
  const listed = rows.reduce((sums, row) => addSums(sums, row.sums), noSums);
  return {
    rows: rows.map((row) => ({ ...row, name: names?.get(row.key) ?? row.key })),
    rest: allRows > rows.length ? subtractSums(total, listed) : undefined,
    total,
  };
}
