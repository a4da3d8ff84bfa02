import type { Handlers } from "@backroom/kit";
import { RefundSaleRequestSchema, type SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { decideRefund } from "../ledger/decide-refund.ts";
import { giveBack } from "../ledger/give-back.ts";
import { hashRequest } from "../ledger/hash-request.ts";
import { readInstant } from "../time/read-instant.ts";
import { readZone } from "../time/read-zone.ts";

/** Makes the handler of RefundSale. */
export function refundSale(deps: Deps): Handlers<typeof SalesService>["refundSale"] {
  return async (request, context) => {
    const { saleId, idempotencyKey, quantity, totalAmount, reason, restock } = request;
    const zone = readZone("time_zone", request.timeZone, deps.storeTimeZone);
    const saleDateMs =
      request.saleDate === undefined ? undefined : readInstant("sale_date", request.saleDate, zone);
    const terms = { quantity, totalAmount, reason, restock, saleDateMs };
    const refund = {
      saleId,
      idempotencyKey,
      requestHash: hashRequest(RefundSaleRequestSchema, request),
      decide: (standing: Parameters<typeof decideRefund>[1]) => decideRefund(terms, standing),
    };
    return { sale: await giveBack(deps, refund, context) };
  };
}
