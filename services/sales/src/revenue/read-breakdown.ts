import { firstMs, lastMs } from "../time/read-instant.ts";
import type { Range } from "../time/read-range.ts";
import type { Dimension, ListedQuery, RevenueFilter, Window } from "./query.ts";
import type { ListedSums, RevenueStore } from "./revenue-store.ts";
import { addAll, isNothing, noSums, type Sums, subtractSums } from "./sums.ts";

/** Asks for the highest rows of a breakdown. */
export interface BreakdownRequest {
  readonly range: Range;
  readonly dimension: Dimension;
  readonly filter: RevenueFilter;
  /** How many rows before the rest. */
  readonly limit: number;
  /** The range to compare with. */
  readonly earlier?: Window | undefined;
}

/** What a row of a breakdown had, and with an earlier range what it had in that. */
export interface RowSums {
  readonly sums: Sums;
  readonly earlier?: Sums | undefined;
}

/** A breakdown whose rows sum to the total, in the earlier range too. */
export interface NamedBreakdown {
  readonly rows: readonly (RowSums & { readonly key: string; readonly name: string })[];
  /** All that is not among the rows; undefined when there was nothing else in either range. */
  readonly rest: RowSums | undefined;
  readonly total: RowSums;
}

/** Reads the highest rows of a breakdown with their names, and what is left. */
export async function readBreakdown(
  store: RevenueStore,
  { range, dimension, filter, limit, earlier }: BreakdownRequest,
  signal: AbortSignal,
): Promise<NamedBreakdown> {
  const { startMs = firstMs, endMs = lastMs } = range;
  const query = { startMs, endMs, dimension, filter, limit };
  const { rows, allRows, total } = await store.sumBreakdown(query, signal);
  const keys = rows.map((row) => row.key);
  const names =
    dimension === "channel" || keys.length === 0
      ? undefined
      : await store.readNames(dimension, keys, signal);
  const before =
    earlier && (await readEarlier(store, { ...earlier, dimension, keys, filter }, signal));
  const named = rows.map(({ key, sums }) => ({
    key,
    name: names?.get(key) ?? key,
    sums,
    earlier: before && (before.listed.get(key) ?? noSums),
  }));
  const left = {
    sums: subtractSums(total, addAll(rows.map(({ sums }) => sums))),
    earlier: before && subtractSums(before.total, addAll(before.listed.values())),
  };
  const hasRest = allRows > rows.length || (left.earlier && !isNothing(left.earlier));
  return {
    rows: named,
    rest: hasRest ? left : undefined,
    total: { sums: total, earlier: before?.total },
  };
}

/** Reads what the listed rows had in the earlier range, which may be empty. */
async function readEarlier(
  store: RevenueStore,
  query: ListedQuery,
  signal: AbortSignal,
): Promise<ListedSums> {
  if (query.endMs <= query.startMs) return { listed: new Map(), total: noSums };
  return store.sumListed(query, signal);
}
