import { type CallContext, notFound } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import type { ClientBase, Pool } from "pg";
import { learnProducts, type ProductRef } from "../catalogue/learn-products.ts";
import type { Deps } from "../deps.ts";
import type { NewSale, Outcome } from "./new-sale.ts";
import { tooLarge } from "./read-new-sale.ts";
import { keyUsed, type Recalled, recallSales } from "./recall-sales.ts";
import { addedToSale, type SaleInit } from "./to-sale.ts";

/** A sale as it now stands in the ledger, with whether this call added it. */
export interface Recorded {
  readonly sale: SaleInit;
  readonly added: boolean;
  readonly reservationId: string | undefined;
}

/** What became of a sale: how it stands in the ledger, or why it was not added. */
export type Result = Recorded | ConnectError;

type AddDeps = Pick<Deps, "catalog" | "catalogueHint" | "pool">;

/**
 * Adds sales to the ledger, up to 1000 and each for itself: asks the catalogue for products that
 * are new here, and answers the first result where an idempotency key was used before.
 *
 * @param write writes sales and answers what became of each, in order.
 */
export async function addSales(
  deps: AddDeps,
  sales: readonly NewSale[],
  write: (sales: readonly NewSale[]) => Promise<Outcome[]>,
  context: CallContext,
): Promise<Result[]> {
  const outcomes = await write(sales);
  const unknown = sales.flatMap((_sale, index) =>
    outcomes[index] === "unknown product" ? [index] : [],
  );
  let refusal: ConnectError | undefined;
  if (unknown.length > 0) {
    try {
      const again = await learnProductsOf(deps, pick(sales, unknown), context);
      const secondOutcomes = await write(again);
      for (const [place, index] of unknown.entries()) {
        outcomes[index] = secondOutcomes[place] ?? "unknown product";
      }
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      refusal = error;
    }
  }
  return settleSales(deps.pool, sales, outcomes, refusal);
}

/** Learns the products of sales, and names those that were named by SKU by their ids. */
export async function learnProductsOf(
  deps: AddDeps,
  sales: readonly NewSale[],
  context: CallContext,
): Promise<NewSale[]> {
  const ids = await learnProducts(deps, sales, context);
  return sales.map((sale) => ({ ...sale, productId: sale.productId ?? ids.get(sale.sku ?? "") }));
}

/**
 * Makes the results of sales that were written, looking up those whose idempotency key was taken.
 *
 * @param refusal why products could not be looked for; absent when those unknown do not exist.
 */
export async function settleSales(
  connection: Pool | ClientBase,
  sales: readonly NewSale[],
  outcomes: readonly Outcome[],
  refusal?: ConnectError,
): Promise<Result[]> {
  const taken = sales.flatMap(({ idempotencyKey }, index) =>
    outcomes[index] === "key taken" && idempotencyKey ? [idempotencyKey] : [],
  );
  const recalled = taken.length > 0 ? await recallSales(connection, taken) : new Map();
  return sales.map((sale, index) => {
    const outcome = outcomes[index];
    if (outcome === "unknown product") return refusal ?? noSuchProduct(sale);
    return settle(sale, outcome, recalled);
  });
}

/** The members of a list at some places. */
function pick<T>(list: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((place) => list[place] ?? []);
}

/** Makes the result of a sale whose product is known. */
function settle(
  sale: NewSale,
  outcome: Outcome | undefined,
  recalled: ReadonlyMap<string, Recalled>,
): Result {
  if (outcome === "too large") return tooLarge();
  if (typeof outcome === "object") {
    const { reservationId } = sale;
    return { sale: addedToSale(sale, outcome), added: true, reservationId };
  }
  const first = recalled.get(sale.idempotencyKey ?? "");
  if (!first) throw new Error("an idempotency key was taken by a row that cannot be seen");
  if (!sale.requestHash?.equals(first.requestHash)) return keyUsed();
  return { sale: first.sale, added: false, reservationId: first.reservationId };
}

/** Says that the product of a sale does not exist. */
export function noSuchProduct({ productId, sku }: ProductRef): ConnectError {
  return productId === undefined
    ? notFound("sku", `there is no product with the SKU "${sku}"`)
    : notFound("product_id", `there is no product ${productId}`);
}
