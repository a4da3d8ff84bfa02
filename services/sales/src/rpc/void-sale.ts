import { failedPrecondition, formatDecimal, type Handlers, parseDecimal } from "@backroom/kit";
import { type SalesService, VoidSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { requireSale } from "../ledger/decide-refund.ts";
import { type GiveBack, type GivenBack, giveBack, type Standing } from "../ledger/give-back.ts";
import { hashRequest } from "../ledger/hash-request.ts";

/** Makes the handler of VoidSale. */
export function voidSale(deps: Deps): Handlers<typeof SalesService>["voidSale"] {
  return async (request, context) => {
    const { saleId, idempotencyKey, reason } = request;
    const requestHash = hashRequest(VoidSaleRequestSchema, request);
    const decide = (standing: Standing) => decideVoid(standing, reason);
    const undo: GiveBack = { saleId, idempotencyKey, requestHash, decide };
    return { sale: await giveBack(deps, undo, context) };
  };
}

/** Makes the exact negative of a sale, on its date. */
function decideVoid(standing: Standing, reason: string | undefined): GivenBack {
  requireSale(standing);
  const { sale, isRefunded } = standing;
  if (isRefunded) throw failedPrecondition("sale_id", `sale ${sale.id} was refunded`);
  return {
    kind: "VOID",
    quantity: -sale.quantity,
    totalAmount: formatDecimal(-parseDecimal(sale.totalAmount)),
    saleDate: sale.saleDate,
    reason,
    movesStock: sale.movesStock,
  };
}
