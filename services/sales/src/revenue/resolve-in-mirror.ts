import { toConnectError } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";
import { Code } from "@connectrpc/connect";
import {
  type CatalogueFilter,
  joinNames,
  type ResolvedFilter,
} from "../catalogue/resolve-filter.ts";
import type { ResolveFilter } from "./read-filter.ts";

/** How long the mirror may take to answer, in milliseconds. */
const maxWaitMs = 2_000;

/**
 * Resolves filters as another does and, while that cannot reach what it asks, by the products and
 * categories that the mirror holds. What those do not hold may yet exist, so it stays UNAVAILABLE.
 */
export function resolveInMirror(client: ClickHouseClient, resolve: ResolveFilter): ResolveFilter {
  return async (filter, context) => {
    try {
      return await resolve(filter, context);
    } catch (thrown) {
      if (toConnectError(thrown).code !== Code.Unavailable) throw thrown;
      const signal = AbortSignal.any([context.signal, AbortSignal.timeout(maxWaitMs)]);
      const found = await findInMirror(client, filter, signal).catch(() => undefined);
      if (!found) throw thrown;
      return found;
    }
  };
}

const query = `
SELECT
  (SELECT groupArray(toString(id)) FROM product FINAL WHERE id IN {productIds:Array(UInt64)}),
  (SELECT groupArray(toString(id)) FROM category FINAL
   WHERE id IN {categoryIds:Array(UInt64)} AND NOT deleted),
  (SELECT groupArray((toString(id), arrayFilter(
     (place, named) -> lowerUTF8(named) = lowerUTF8(name),
     arrayEnumerate({names:Array(String)}), {names:Array(String)}) AS places))
   FROM category FINAL WHERE notEmpty(places) AND NOT deleted)`;

type Row = [
  productIds: string[],
  categoryIds: string[],
  named: [id: string, places: (number | string)[]][],
];

/** Looks in the mirror; answers undefined unless it holds all that the filter names. */
async function findInMirror(
  client: ClickHouseClient,
  filter: CatalogueFilter,
  signal: AbortSignal,
): Promise<ResolvedFilter | undefined> {
  const { productIds, categoryIds, categoryNames: names } = filter;
  const answer = await client.query({
    query,
    query_params: { productIds, categoryIds, names },
    format: "JSONCompactEachRow",
    abort_signal: signal,
  });
  const [row] = await answer.json<Row>();
  if (!row) return undefined;
  const [products, categories, named] = row;
  const hasAll =
    productIds.every((id) => products.includes(String(id))) &&
    categoryIds.every((id) => categories.includes(String(id))) &&
    names.every((_name, index) =>
      named.some(([, places]) => places.map(Number).includes(index + 1)),
    );
  return hasAll ? joinNames(filter, [...named.map(([id]) => BigInt(id))]) : undefined;
}
