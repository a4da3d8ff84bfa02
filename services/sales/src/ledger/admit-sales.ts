import type { CallContext } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import type { Deps } from "../deps.ts";
import { notMade } from "./add-all-sales.ts";
import type { Result } from "./add-sales.ts";
import type { NewSale } from "./new-sale.ts";
import { createReserver } from "./reserve-sale.ts";
import { releaseStock } from "./reserve-stock.ts";

/** How sales are added once their pieces are set aside. */
export interface Admission {
  /** Adds sales and answers what became of each, in order; throws ConnectError if it added none. */
  add(sales: readonly NewSale[]): Promise<Result[]>;
  /** Whether one refused reservation refuses all sales, the sound ones as `notMade`. */
  readonly allOrNothing: boolean;
}

/**
 * Adds sales to the ledger, up to 1000, having set aside the pieces of those that require stock.
 * Pieces of a sale that is then not added are given back; where the database was lost and nobody
 * knows, the reservation is left to end by itself. Checkouts with the same idempotency key take
 * turns, or a late one would reserve again what the first has used up.
 */
export async function admitSales(
  deps: Deps,
  sales: readonly NewSale[],
  admission: Admission,
  context: CallContext,
): Promise<Result[]> {
  if (!sales.some(({ requireStock }) => requireStock)) return admission.add(sales);
  const keys = sales.flatMap(({ requireStock, idempotencyKey }) =>
    requireStock && idempotencyKey ? [idempotencyKey] : [],
  );
  const endTurn = await deps.checkoutTurns.take([...new Set(keys)]);
  try {
    return await admitInTurn(deps, sales, admission, context);
  } finally {
    endTurn();
  }
}

/** Reserves, adds, and gives back what is then not needed. */
async function admitInTurn(
  deps: Deps,
  sales: readonly NewSale[],
  admission: Admission,
  context: CallContext,
): Promise<Result[]> {
  const results: Result[] = sales.map(() => notMade);
  const ready: { readonly index: number; readonly sale: NewSale }[] = [];
  let isRefused = false;
  let isAdding = false;
  try {
    const reserve = createReserver(deps, context);
    for (const [index, sale] of sales.entries()) {
      const reserved = sale.requireStock ? await reserve(sale).catch(refusalOf) : sale;
      if ("saleDateMs" in reserved) {
        ready.push({ index, sale: reserved });
        continue;
      }
      results[index] = reserved;
      isRefused = admission.allOrNothing && reserved instanceof ConnectError;
      if (isRefused) break;
    }
    isAdding = ready.length > 0 && !isRefused;
    const added = isAdding ? await admission.add(ready.map(({ sale }) => sale)) : [];
    for (const [place, { index }] of ready.entries()) results[index] = added[place] ?? notMade;
  } catch (error) {
    const isKnown = !isAdding || error instanceof ConnectError;
    for (const { sale } of isKnown ? ready : []) await release(deps, sale, context);
    throw error;
  }
  for (const { index, sale } of ready) {
    if (!isHeld(sale, results[index])) await release(deps, sale, context);
  }
  return results;
}

/** The refusal of one sale as its result; anything else that was thrown fails the call. */
function refusalOf(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error;
  throw error;
}

/** Gives back what was set aside for a sale. */
function release({ inventory }: Deps, { reservationId }: NewSale, context: CallContext) {
  return reservationId && releaseStock(inventory, reservationId, context);
}

/** Whether a row of the ledger holds the reservation of a sale, if it has one. */
function isHeld({ reservationId }: NewSale, result: Result | undefined): boolean {
  if (reservationId === undefined) return true;
  return result !== undefined && "sale" in result && result.reservationId === reservationId;
}
