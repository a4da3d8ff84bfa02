import type { CallContext } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import type { Deps } from "../deps.ts";
import { notMade } from "./add-all-sales.ts";
import type { Result } from "./add-sales.ts";
import type { NewSale } from "./new-sale.ts";
import { createReserver, type ReservedSale } from "./reserve-sale.ts";
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

interface Ready {
  readonly index: number;
  readonly sale: NewSale;
}

/** Reserves, adds, and gives back what is then not needed. */
async function admitInTurn(
  deps: Deps,
  sales: readonly NewSale[],
  admission: Admission,
  context: CallContext,
): Promise<Result[]> {
  const results: Result[] = sales.map(() => notMade);
  const ready: Ready[] = [];
  let isRefused = false;
  const reserve = createReserver(deps, context);
  for (const [index, sale] of sales.entries()) {
    const reserved = sale.requireStock ? await tryReserve(reserve, sale) : sale;
    if ("saleDateMs" in reserved) {
      ready.push({ index, sale: reserved });
      continue;
    }
    results[index] = reserved;
    isRefused = admission.allOrNothing && reserved instanceof ConnectError;
    if (isRefused) break;
  }
  if (ready.length === 0) return results;
  const added = isRefused ? [] : await addReady(deps, ready, admission, context);
  for (const [place, { index, sale }] of ready.entries()) {
    const result = added[place] ?? notMade;
    results[index] = result;
    if (!isHeld(sale, result)) await releaseStock(deps.inventory, sale.reservationId, context);
  }
  return results;
}

/** Reserves a sale, answering a refusal as a result. */
async function tryReserve(
  reserve: ReturnType<typeof createReserver>,
  sale: NewSale,
): Promise<ReservedSale | Result> {
  try {
    return await reserve(sale);
  } catch (error) {
    if (error instanceof ConnectError) return error;
    throw error;
  }
}

/** Adds what is set aside; when certainly none of it could be added, gives all of it back. */
async function addReady(
  deps: Deps,
  ready: readonly Ready[],
  { add }: Admission,
  context: CallContext,
): Promise<Result[]> {
  try {
    return await add(ready.map(({ sale }) => sale));
  } catch (error) {
    if (error instanceof ConnectError) {
      for (const { sale } of ready) {
        await releaseStock(deps.inventory, sale.reservationId, context);
      }
    }
    throw error;
  }
}

/** Whether a row of the ledger holds the reservation of a sale, if it has one. */
function isHeld({ reservationId }: NewSale, result: Result): boolean {
  if (reservationId === undefined) return true;
  return "sale" in result && result.reservationId === reservationId;
}
