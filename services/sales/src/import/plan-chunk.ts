import { setImmediate } from "node:timers/promises";
import type { CallContext } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import { withFreshPrices } from "../catalogue/with-fresh-prices.ts";
import type { Deps } from "../deps.ts";
import { noSuchProduct } from "../ledger/add-sales.ts";
import { maxTotal, tooLarge } from "../ledger/read-new-sale.ts";
import type { Entry, ReadRow } from "./read-row.ts";
import { resolveProducts } from "./resolve-products.ts";

/** How many rows are planned in one go, before others have their turn. */
const rowsATurn = 500;

/** A row that goes into the ledger unless its key was taken, with the signs that it has there. */
export interface PlannedEntry
  extends Pick<
    Entry,
    "kind" | "channel" | "saleDateMs" | "orderRef" | "idempotencyKey" | "requestHash" | "movesStock"
  > {
  readonly row: bigint;
  readonly productId: bigint;
  readonly quantity: number;
  /** In ten-thousandths, as the total is. */
  readonly unitPrice: bigint;
  readonly totalAmount: bigint;
}

/** A row that is refused, with the reason. */
export interface RefusedRow {
  readonly row: bigint;
  readonly error: ConnectError;
}

/** What shall become of the rows of a chunk. */
export interface ChunkPlan {
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly RefusedRow[];
  /** The last row that is settled by this; undefined when none is. */
  readonly lastRow: bigint | undefined;
  /** Why the rows after it cannot be settled just now; undefined when there are none. */
  readonly doubt: ConnectError | undefined;
}

/** Finds the products and prices of a chunk's rows, and so what shall become of each. */
export async function planChunk(
  deps: Deps,
  rows: readonly ReadRow[],
  context: CallContext,
): Promise<ChunkPlan> {
  const sound = rows.flatMap(({ entry }) => (entry instanceof ConnectError ? [] : [entry]));
  const priced = await withFreshPrices(deps, sound);
  const products = await resolveProducts(deps, priced, context);
  const entries: PlannedEntry[] = [];
  const refused: RefusedRow[] = [];
  let lastRow: bigint | undefined;
  let place = 0;
  for (const [index, { row, entry: given }] of rows.entries()) {
    if (index % rowsATurn === rowsATurn - 1) await setImmediate();
    const entry = given instanceof ConnectError ? given : priced[place++];
    if (!entry || entry instanceof ConnectError) {
      if (entry) refused.push({ row, error: entry });
      lastRow = row;
      continue;
    }
    const product = products.find(entry);
    if (!product && products.doubt) return { entries, refused, lastRow, doubt: products.doubt };
    const planned = product
      ? planEntry(row, entry, product.id, entry.price ?? product.price)
      : noSuchProduct(entry);
    if (planned instanceof ConnectError) refused.push({ row, error: planned });
    else entries.push(planned);
    lastRow = row;
  }
  return { entries, refused, lastRow, doubt: undefined };
}

/** Plans a row whose product is known, or refuses it for its size. */
function planEntry(
  row: bigint,
  entry: Entry,
  productId: bigint,
  unitPrice: bigint,
): PlannedEntry | ConnectError {
  const totalAmount = entry.totalAmount ?? unitPrice * BigInt(entry.quantity);
  if (totalAmount >= maxTotal) return tooLarge();
  const isRefund = entry.kind === "REFUND";
  return {
    row,
    kind: entry.kind,
    productId,
    channel: entry.channel,
    quantity: isRefund ? -entry.quantity : entry.quantity,
    unitPrice,
    totalAmount: isRefund ? -totalAmount : totalAmount,
    saleDateMs: entry.saleDateMs,
    orderRef: entry.orderRef,
    idempotencyKey: entry.idempotencyKey,
    requestHash: entry.requestHash,
    movesStock: entry.movesStock,
  };
}
