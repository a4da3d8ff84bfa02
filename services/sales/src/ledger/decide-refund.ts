import {
  divideRounded,
  failedPrecondition,
  formatDecimal,
  invalidArgument,
  parseDecimal,
} from "@backroom/kit";
import type { RefundSaleRequest } from "@backroom/proto/sales/v1/sales_pb";
import type { GivenBack, Standing } from "./give-back.ts";

/** What of a refund depends on nothing but the request. */
export type RefundTerms = Pick<
  RefundSaleRequest,
  "quantity" | "totalAmount" | "reason" | "restock"
> & {
  /** Milliseconds since 1970; now, or the sale's date if that is later, when absent. */
  readonly saleDateMs: number | undefined;
};

/**
 * Decides how much a refund gives back. Pieces without an amount give back their share of what was
 * taken, rounded half away from zero but never more than is left, and the last piece exactly the
 * rest: so any partial refunds of all pieces sum to the sale's total.
 *
 * @throws ConnectError FAILED_PRECONDITION when more would be given back than is left, when the row
 * is not a sale or was voided, or when the date lies before the sale's; INVALID_ARGUMENT when
 * neither a piece nor an amount would be given back.
 */
export function decideRefund(terms: RefundTerms, standing: Standing): GivenBack {
  const { sale, quantityLeft, amountLeft } = standing;
  requireSale(standing);
  const { quantity, amount } = chooseParts(terms, standing);
  if (quantity > quantityLeft) {
    throw failedPrecondition("quantity", `only ${quantityLeft} are left of the sale`);
  }
  if (amount > amountLeft) {
    throw failedPrecondition(
      "total_amount",
      `only ${formatDecimal(amountLeft)} is left of the sale`,
    );
  }
  const soldAtMs = sale.saleDate.getTime();
  const saleDateMs = terms.saleDateMs ?? Math.max(Date.now(), soldAtMs);
  if (saleDateMs < soldAtMs) {
    throw failedPrecondition("sale_date", "must not be before the sale's");
  }
  return {
    kind: "REFUND",
    quantity: 0 - quantity,
    totalAmount: formatDecimal(-amount),
    saleDate: new Date(saleDateMs),
    reason: terms.reason,
    movesStock: terms.restock && quantity > 0,
  };
}

/** Refuses what is not a sale, or was voided. */
export function requireSale({ sale, isVoided }: Standing): void {
  if (sale.kind !== "SALE") {
    throw failedPrecondition(
      "sale_id",
      `row ${sale.id} is a ${sale.kind.toLowerCase()}, not a sale`,
    );
  }
  if (isVoided) throw failedPrecondition("sale_id", `sale ${sale.id} was voided`);
}

/** Chooses pieces and amount, in ten-thousandths. */
function chooseParts(terms: RefundTerms, { sale, quantityLeft, amountLeft }: Standing) {
  const given = terms.totalAmount === undefined ? undefined : parseDecimal(terms.totalAmount);
  if (terms.quantity === undefined && given === undefined) {
    if (quantityLeft === 0 && amountLeft === 0n) {
      throw failedPrecondition("sale_id", `sale ${sale.id} was refunded as a whole`);
    }
    return { quantity: quantityLeft, amount: amountLeft };
  }
  const quantity = terms.quantity ?? 0;
  const amount = given ?? shareOf(quantity, { sale, quantityLeft, amountLeft });
  if (quantity === 0 && amount === 0n) {
    throw invalidArgument("quantity", "must be at least 1 when no amount is given back");
  }
  return { quantity, amount };
}

type Left = Pick<Standing, "sale" | "quantityLeft" | "amountLeft">;

/** The share of some pieces in what was taken; none has none, also when no piece is left. */
function shareOf(quantity: number, { sale, quantityLeft, amountLeft }: Left): bigint {
  if (quantity > 0 && quantity === quantityLeft) return amountLeft;
  const share = divideRounded(
    parseDecimal(sale.totalAmount) * BigInt(quantity),
    BigInt(sale.quantity),
  );
  return share < amountLeft ? share : amountLeft;
}
