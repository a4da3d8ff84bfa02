import type { CallContext } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import type { Deps } from "../deps.ts";
import { addSales, type Recorded, type Target } from "./add-sales.ts";
import type { NewSale } from "./new-sale.ts";
import { type ReservedSale, reserveSale } from "./reserve-sale.ts";
import { releaseStock } from "./reserve-stock.ts";

/** What became of a sale: how it stands in the ledger, or why it was not added. */
export type Result = Recorded | ConnectError;

/**
 * Adds sales to the ledger, up to 1000, having set aside the pieces of those that require stock.
 * Pieces of a sale that is then not added are given back; where the database was lost and nobody
 * knows, the reservation is left to end by itself. Checkouts with the same idempotency key take
 * turns, or a late one would reserve again what the first has used up.
 */
export async function admitSales(
  deps: Deps,
  sales: readonly NewSale[],
  target: Target,
  context: CallContext,
): Promise<Result[]> {
  const keys = sales.flatMap(({ requireStock, idempotencyKey }) =>
    requireStock && idempotencyKey ? [idempotencyKey] : [],
  );
  if (keys.length === 0) return admitInTurn(deps, sales, target, context);
  const endTurn = await deps.checkoutTurns.take([...new Set(keys)]);
  try {
    return await admitInTurn(deps, sales, target, context);
  } finally {
    endTurn();
  }
}

/** Reserves, adds, and gives back what is then not needed. */
async function admitInTurn(
  deps: Deps,
  sales: readonly NewSale[],
  target: Target,
  context: CallContext,
): Promise<Result[]> {
  const results: (Result | undefined)[] = [];
  const ready: { readonly index: number; readonly sale: NewSale }[] = [];
  for (const [index, sale] of sales.entries()) {
    const reserved = sale.requireStock ? await tryReserve(deps, sale, context) : sale;
    if ("saleDateMs" in reserved) ready.push({ index, sale: reserved });
    else results[index] = reserved;
  }
  const added =
    ready.length > 0
      ? await addSales(
          deps,
          ready.map(({ sale }) => sale),
          target,
          context,
        )
      : [];
  for (const [place, { index, sale }] of ready.entries()) {
    results[index] = added[place];
    if (sale.reservationId) await releaseUnused(deps, sale.reservationId, added[place], context);
  }
  return results.map((result) => {
    if (!result) throw new Error("a sale was neither added nor refused");
    return result;
  });
}

/** Reserves a sale, answering a refusal as a result. */
async function tryReserve(
  deps: Deps,
  sale: NewSale,
  context: CallContext,
): Promise<ReservedSale | Result> {
  try {
    return await reserveSale(deps, sale, context);
  } catch (error) {
    if (error instanceof ConnectError) return error;
    throw error;
  }
}

/** Gives pieces back unless a row of the ledger holds their reservation. */
async function releaseUnused(
  { inventory }: Deps,
  reservationId: string,
  result: Result | undefined,
  context: CallContext,
): Promise<void> {
  const isHeld = result && "sale" in result && result.reservationId === reservationId;
  if (!isHeld) await releaseStock(inventory, reservationId, context);
}
