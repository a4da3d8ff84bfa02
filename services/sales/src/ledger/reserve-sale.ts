import type { CallContext } from "@backroom/kit";
import { Code, ConnectError } from "@connectrpc/connect";
import { findProduct } from "../catalogue/find-product.ts";
import type { Deps } from "../deps.ts";
import { noSuchProduct, type Recorded } from "./add-sales.ts";
import type { NewSale } from "./new-sale.ts";
import { keyUsed, recallSales } from "./recall-sales.ts";
import { reserveStock } from "./reserve-stock.ts";

/** A sale whose pieces are set aside. */
export type ReservedSale = NewSale & { readonly reservationId: string };

/**
 * Makes what sets the pieces of a sale aside that must not be made without, for the sales of one
 * call: once the inventory could not be reached, it is not asked for the others. Those of one
 * product are asked for one after the other, so that a rush for it waits here, as long as each
 * buyer does, and not in the inventory for one lock. A retry of a sale that was made is answered
 * before anything is reserved: its own reservation may be used up by now.
 * It throws ConnectError NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION or UNAVAILABLE.
 */
export function createReserver(deps: Deps, context: CallContext) {
  let away: ConnectError | undefined;

  return async (sale: NewSale): Promise<ReservedSale | Recorded> => {
    if (sale.idempotencyKey) {
      const first = (await recallSales(deps.pool, [sale.idempotencyKey])).get(sale.idempotencyKey);
      if (first && !sale.requestHash?.equals(first.requestHash)) throw keyUsed();
      if (first) return { sale: first.sale, added: false, reservationId: first.reservationId };
    }
    const productId = await findProduct(deps, sale, context);
    if (productId === undefined) throw noSuchProduct(sale);
    if (away) throw away;
    const endTurn = await deps.reserveTurns.take([String(productId)]);
    try {
      const reservationId = await reserveStock(deps.inventory, sale, productId, context);
      return { ...sale, productId, reservationId };
    } catch (error) {
      if (error instanceof ConnectError && error.code === Code.Unavailable) away = error;
      throw error;
    } finally {
      endTurn();
    }
  };
}
