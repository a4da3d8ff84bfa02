import type { CallContext } from "@backroom/kit";
import { findProduct } from "../catalogue/find-product.ts";
import type { Deps } from "../deps.ts";
import { noSuchProduct, type Recorded } from "./add-sales.ts";
import type { NewSale } from "./new-sale.ts";
import { keyUsed, recallSales } from "./recall-sales.ts";
import { reserveStock } from "./reserve-stock.ts";

/** A sale whose pieces are set aside. */
export type ReservedSale = NewSale & { readonly reservationId: string };

/**
 * Sets the pieces of a sale aside that must not be made without. A retry of one that was made is
 * answered before anything is reserved: its own reservation may be used up by now.
 *
 * @throws ConnectError NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION or UNAVAILABLE.
 */
export async function reserveSale(
  deps: Deps,
  sale: NewSale,
  context: CallContext,
): Promise<ReservedSale | Recorded> {
  if (sale.idempotencyKey) {
    const first = (await recallSales(deps.pool, [sale.idempotencyKey])).get(sale.idempotencyKey);
    if (first && !sale.requestHash?.equals(first.requestHash)) throw keyUsed();
    if (first) return { sale: first.sale, added: false, reservationId: first.reservationId };
  }
  const productId = await findProduct(deps, sale, context);
  if (productId === undefined) throw noSuchProduct(sale);
  const reservationId = await reserveStock(deps.inventory, sale, productId, context);
  return { ...sale, productId, reservationId };
}
