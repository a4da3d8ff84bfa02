import type { RowReader } from "@backroom/kit";
import type { Contents, Reads } from "../mirror/contents.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { RevenueFilter } from "./query.ts";
import { writePlain } from "./question.ts";
import type { RevenueStore } from "./revenue-store.ts";

/** Finds the products that are in any of some categories now, but no more than so many. */
export type FindProducts = (
  categoryIds: readonly bigint[],
  limit: number,
  signal: AbortSignal,
) => Promise<bigint[]>;

/** Of categories with more products ClickHouse is asked by category. */
const maxProducts = 1_000;

const ofCatalogue: Reads = { sales: [], isOfCatalogue: true };

/** The products that were found in categories. */
interface Found {
  readonly productIds: readonly bigint[];
}

/**
 * Asks a store by product where a question is by category, as that costs it much less, and remembers
 * which products those are for as long as nothing of the catalogue changes.
 */
export function rememberProducts(
  store: RevenueStore,
  find: FindProducts,
  cache: AnswerCache,
  contents: Contents,
): RevenueStore {
  async function findProducts(categoryIds: readonly bigint[], signal: AbortSignal): Promise<Found> {
    const name = `products of ${writePlain(categoryIds)}`;
    const known = cache.find(contents, name) as Found | undefined;
    if (known) return known;
    const { changeCount } = contents; // Before anything is read: Contents says why.
    const found: Found = { productIds: await find(categoryIds, maxProducts + 1, signal) };
    cache.keep(contents, name, found, ofCatalogue, changeCount);
    return found;
  }

  async function toProducts(filter: RevenueFilter, signal: AbortSignal): Promise<RevenueFilter> {
    if (filter.categoryIds.length === 0 || filter.productIds.length > 0) return filter;
    const { productIds } = await findProducts(filter.categoryIds, signal);
    // Without any product the filter would let through all.
    if (productIds.length === 0 || productIds.length > maxProducts) return filter;
    return { ...filter, productIds, categoryIds: [] };
  }

  async function byProduct<Query extends { readonly filter: RevenueFilter }>(
    query: Query,
    signal: AbortSignal,
  ): Promise<Query> {
    return { ...query, filter: await toProducts(query.filter, signal) };
  }

  return {
    ...store,
    findBounds: async (filter, signal) =>
      store.findBounds(await toProducts(filter, signal), signal),
    sumSeries: async (query, signal) => store.sumSeries(await byProduct(query, signal), signal),
    sumSegments: async (query, signal) => store.sumSegments(await byProduct(query, signal), signal),
    sumBreakdown: async (query, signal) =>
      store.sumBreakdown(await byProduct(query, signal), signal),
    sumCycle: async (query, signal) => store.sumCycle(await byProduct(query, signal), signal),
    sumListed: async (query, signal) => store.sumListed(await byProduct(query, signal), signal),
    summarize: async (queries, signal) =>
      store.summarize(await Promise.all(queries.map((query) => byProduct(query, signal))), signal),
  };
}

/** Makes what finds products in the mirror. */
export function createProductFinder(clickhouse: RowReader): FindProducts {
  return async (categoryIds, limit, signal) => {
    const sql =
      "SELECT id FROM product FINAL WHERE category_id IN {categories:Array(UInt64)} ORDER BY id LIMIT {limit:UInt32}";
    const params = { categories: categoryIds, limit };
    const rows = await clickhouse.readRows<[string]>({ sql, params }, signal);
    return rows.map(([id]) => BigInt(id));
  };
}
