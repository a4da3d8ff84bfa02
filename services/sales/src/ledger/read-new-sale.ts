import { divideRounded, invalidArgument, parseDecimal } from "@backroom/kit";
import { type RecordSaleRequest, RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import type { ConnectError } from "@connectrpc/connect";
import { readInstant } from "../time/read-instant.ts";
import { readZone } from "../time/read-zone.ts";
import { hashRequest } from "./hash-request.ts";
import type { NewSale } from "./new-sale.ts";

/** The total that a sale stays below, in ten-thousandths: fourteen digits before the point. */
export const maxTotal = 10n ** 18n;

/**
 * Reads a request, already validated, as a sale to be added.
 *
 * @throws ConnectError INVALID_ARGUMENT for fields that contradict each other, an impossible date,
 * or a total of more than fourteen digits before the point.
 */
export function readNewSale(
  request: RecordSaleRequest,
  recordedBy: string,
  storeTimeZone: string,
): NewSale {
  if (request.requireStock && request.historical) {
    throw invalidArgument("require_stock", "cannot be given together with historical");
  }
  const zone = readZone("time_zone", request.timeZone, storeTimeZone);
  const { idempotencyKey } = request;
  return {
    productId: request.productId,
    sku: request.sku,
    channel: request.channel ?? "default",
    quantity: request.quantity,
    ...readAmounts(request),
    saleDateMs:
      request.saleDate === undefined
        ? Date.now()
        : readInstant("sale_date", request.saleDate, zone),
    orderRef: request.orderRef,
    idempotencyKey,
    requestHash: idempotencyKey ? hashRequest(RecordSaleRequestSchema, request) : undefined,
    movesStock: !request.historical,
    requireStock: request.requireStock,
    reservationId: undefined,
    recordedBy,
  };
}

type Amounts = Pick<NewSale, "price" | "totalAmount">;

/** Reads price and total, and makes each of the other when only one is given. */
function readAmounts({ price, totalAmount, quantity }: RecordSaleRequest): Amounts {
  const pieces = BigInt(quantity);
  const given = price === undefined ? undefined : parseDecimal(price);
  const taken = totalAmount === undefined ? undefined : parseDecimal(totalAmount);
  if (given === undefined) {
    return { price: taken && divideRounded(taken, pieces), totalAmount: taken };
  }
  const full = given * pieces;
  if (taken === undefined) {
    if (full >= maxTotal) throw tooLarge();
    return { price: given, totalAmount: full };
  }
  if (taken > full) {
    throw invalidArgument("total_amount", "must not be above price x quantity");
  }
  return { price: given, totalAmount: taken };
}

/** Refuses a sale whose price x quantity the ledger cannot hold. */
export function tooLarge(): ConnectError {
  return invalidArgument(
    "quantity",
    "price x quantity must have at most fourteen digits before the point",
  );
}
