import { aborted, type CallContext } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import type { Deps } from "../deps.ts";
import { learnProductsOf, type Result, settleSales } from "./add-sales.ts";
import { inTransaction } from "./in-transaction.ts";
import { insertSales } from "./insert-sales.ts";
import type { NewSale } from "./new-sale.ts";

/** The result of a sound sale that was not added because another one of its batch was refused. */
export const notMade = aborted("all_or_nothing", "another sale of the batch was refused");

/**
 * Adds sales to the ledger, up to 1000, all or none, in one transaction of one statement: it waits
 * for nothing but the database, and its locks are taken in the order of the keys.
 */
export async function addAllSales(
  deps: Pick<Deps, "catalog" | "catalogueHint" | "pool">,
  sales: readonly NewSale[],
  context: CallContext,
): Promise<Result[]> {
  const known = await learnMissing(deps, sales, context);
  let refused: Result[] | undefined;
  try {
    return await inTransaction(deps.pool, async (client) => {
      const results = await settleSales(client, known, await insertSales(client, known));
      if (!results.some((result) => result instanceof ConnectError)) return results;
      refused = results.map((result) => ("added" in result && result.added ? notMade : result));
      throw notMade;
    });
  } catch (error) {
    if (refused && error === notMade) return refused;
    throw error;
  }
}

/** Learns the products that are new here, before a transaction begins that would wait for it. */
async function learnMissing(
  deps: Pick<Deps, "catalog" | "catalogueHint" | "pool">,
  sales: readonly NewSale[],
  context: CallContext,
): Promise<NewSale[]> {
  const { rows } = await deps.pool.query<{ place: number }>(
    `select u.place::integer - 1 as place
     from unnest($1::bigint[], $2::text[]) with ordinality as u (product_id, sku, place)
     where (select count(*) from sales.product p
       where p.id = u.product_id or (u.product_id is null and p.sku = u.sku)) <> 1`,
    [sales.map(({ productId }) => productId), sales.map(({ sku }) => sku)],
  );
  const known = [...sales];
  if (rows.length === 0) return known;
  const missing = rows.flatMap(({ place }) => sales[place] ?? []);
  const learned = await learnProductsOf(deps, missing, context);
  for (const [index, { place }] of rows.entries()) {
    const sale = learned[index];
    if (sale) known[place] = sale;
  }
  return known;
}
