import { divideRounded, formatDecimal, parseDecimal } from "@backroom/kit/decimal";
import type { Sale } from "@backroom/proto/sales/v1/sales_pb";

const price = /^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$/;
const total = /^(0|[1-9][0-9]{0,13})(\.[0-9]{1,4})?$/;
const pieces = /^(0|[1-9][0-9]{0,9})$/;

/** Reads what somebody typed as pieces; undefined when it is not a whole number. */
export function readPieces(text: string): number | undefined {
  return pieces.test(text.trim()) ? Number(text) : undefined;
}

/** What is typed to record a sale: decimal texts, empty for what is left to the catalogue. */
export interface TypedAmounts {
  readonly quantity: string;
  readonly price: string;
  readonly totalAmount: string;
  /** The catalogue's price; undefined while no product is chosen. */
  readonly listPrice: string | undefined;
}

/** What the sale will come to, as the ledger will work it out; undefined when that cannot be said. */
export function findTotal(typed: TypedAmounts): string | undefined {
  const quantity = readPieces(typed.quantity);
  if (typed.totalAmount) {
    return total.test(typed.totalAmount)
      ? formatDecimal(parseDecimal(typed.totalAmount))
      : undefined;
  }
  const each = typed.price || typed.listPrice;
  if (!quantity || !each || !price.test(each)) return undefined;
  return formatDecimal(parseDecimal(each) * BigInt(quantity));
}

/** How much a total is below price x quantity; undefined when it is not. */
export function findDiscount(typed: TypedAmounts): string | undefined {
  if (!typed.price || !typed.totalAmount) return undefined;
  const full = findTotal({ ...typed, totalAmount: "" });
  const taken = findTotal(typed);
  if (full === undefined || taken === undefined) return undefined;
  const discount = parseDecimal(full) - parseDecimal(taken);
  return discount > 0n ? formatDecimal(discount) : undefined;
}

/** What may still be given back of a sale. */
export interface Remainder {
  readonly quantity: number;
  readonly amount: string;
}

/** Works out what is left of a sale that GetSale has answered. */
export function findRemainder(
  sale: Pick<Sale, "quantity" | "totalAmount" | "refundedQuantity" | "refundedAmount" | "voided">,
): Remainder {
  if (sale.voided) return { quantity: 0, amount: "0.00" };
  const amount = parseDecimal(sale.totalAmount) - parseDecimal(sale.refundedAmount ?? "0");
  return { quantity: sale.quantity - (sale.refundedQuantity ?? 0), amount: formatDecimal(amount) };
}

/**
 * What a refund will give back, as the ledger will work it out: the amount that is typed, else the
 * pieces' share of what was taken. Undefined when that cannot be said.
 */
export function findRefund(
  sale: Pick<Sale, "quantity" | "totalAmount">,
  left: Remainder,
  typed: { readonly quantity: string; readonly totalAmount: string },
): string | undefined {
  if (typed.totalAmount) return findTotal({ ...typed, price: "", listPrice: undefined });
  const quantity = typed.quantity.trim() ? readPieces(typed.quantity) : left.quantity;
  if (quantity === undefined || quantity > left.quantity) return undefined;
  if (quantity === 0) return "0.00";
  if (quantity === left.quantity) return left.amount;
  const share = divideRounded(
    parseDecimal(sale.totalAmount) * BigInt(quantity),
    BigInt(sale.quantity),
  );
  return share > parseDecimal(left.amount) ? left.amount : formatDecimal(share);
}
