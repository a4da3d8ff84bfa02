import { createHash, randomUUID } from "node:crypto";
import { type Backend, type CallContext, createContext, unavailable } from "@backroom/kit";
import {
  ReleaseReservationRequestSchema,
  ReserveStockRequestSchema,
  StockService,
} from "@backroom/proto/inventory/v1/stock_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { NewSale } from "./new-sale.ts";

/** How long the inventory may take to answer, in milliseconds, before it counts as away. */
const maxWaitMs = 3_000;

/**
 * Sets the pieces of a sale aside. Repeating a sale with the same idempotency key and body reserves
 * under the same id, so once, whichever process does it. The call goes on when the caller leaves,
 * so that what it does is known. Where it is not, the pieces wait for a retry with the same key; of
 * a sale without one they are given back.
 *
 * @throws ConnectError FAILED_PRECONDITION when there is not enough, UNAVAILABLE when the inventory
 * cannot be reached.
 * @returns the reservation's id.
 */
export async function reserveStock(
  inventory: Backend,
  sale: NewSale,
  productId: bigint,
  context: CallContext,
): Promise<string> {
  const reservationId = chooseId(sale);
  const request = create(ReserveStockRequestSchema, {
    reservationId,
    productId,
    channel: sale.channel,
    quantity: BigInt(sale.quantity),
  });
  context.signal.throwIfAborted();
  const timeoutMs = Math.min(context.deadlineMs - Date.now(), maxWaitMs);
  try {
    const own = detach(context, timeoutMs);
    await inventory.unary(StockService.method.reserveStock, request, own);
    return reservationId;
  } catch (error) {
    const { code } = ConnectError.from(error);
    if (code === Code.FailedPrecondition || code === Code.Aborted) throw error;
    if (!sale.idempotencyKey) void releaseStock(inventory, reservationId, context);
    if (Date.now() >= context.deadlineMs) throw error;
    throw unavailable("the inventory, which require_stock needs, cannot be reached", error);
  }
}

/**
 * Gives the pieces of a sale that was not made back, also when the caller has left; a reservation
 * that cannot be given back ends by itself.
 */
export async function releaseStock(
  inventory: Backend,
  reservationId: string,
  context: CallContext,
): Promise<void> {
  const request = create(ReleaseReservationRequestSchema, { reservationId });
  await inventory
    .unary(StockService.method.releaseReservation, request, detach(context, maxWaitMs))
    .catch(() => undefined);
}

/** The context of a call that is made on behalf of another and does not end with it. */
function detach({ caller, requestId }: CallContext, timeoutMs: number): CallContext {
  return createContext({ caller, requestId, timeoutMs });
}

/** Chooses a reservation id, the same for the same idempotency key and body. */
function chooseId({ idempotencyKey, requestHash }: NewSale): string {
  if (!idempotencyKey || !requestHash) return randomUUID();
  const bytes = createHash("sha256").update(idempotencyKey).update(requestHash).digest();
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80; // version 8: made in a way of our own
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const hex = bytes.toString("hex", 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
