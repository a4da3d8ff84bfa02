import { parseDecimal } from "@backroom/kit/decimal";
import {
  Kind,
  type RecordSaleRequest,
  RecordSaleRequestSchema,
} from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import type { Cells } from "../columns/map-header.ts";
import { checkMessage } from "./check-message.ts";
import { readProductId } from "./parse-stock.ts";
import { readText } from "./read-cells.ts";
import { readDate } from "./read-date.ts";
import type { RowContext } from "./row-context.ts";
import { RowProblem, RowSkip } from "./row-problem.ts";
import type { RowRules } from "./row-rules.ts";

/** A row of a sales file. */
export interface SaleRow {
  /** Whether something was sold or given back. */
  readonly kind: typeof Kind.SALE | typeof Kind.REFUND;
  /** What was sold or given back, in numbers that are never negative; it has no key yet. */
  readonly sale: RecordSaleRequest;
  /** What the row calls the product. */
  readonly name: string | undefined;
}

/**
 * Reads a row of a sales file.
 *
 * @throws RowProblem; RowSkip when a rule leaves the row out.
 */
export function parseSale(cells: Cells, { rules, numbers, skus }: RowContext): SaleRow {
  const sku = cells("sku");
  readText(cells, "quantity");
  const quantity = numbers.readInteger(cells, "quantity") ?? 0;
  const price = numbers.readDecimal(cells, "price");
  const total = numbers.readDecimal(cells, "total_amount");
  const kind = findKind(quantity, price, total);
  applyRules(rules, kind, price, total);
  const sale = create(RecordSaleRequestSchema, {
    orderRef: cells("order_ref"),
    sku: sku === undefined ? undefined : (skus?.find(sku) ?? sku),
    productId: sku === undefined ? readProductId(cells, numbers) : undefined,
    channel: cells("channel") ?? rules.channel,
    quantity: Math.abs(quantity),
    price,
    totalAmount: total?.replace("-", ""),
    saleDate: readDate(cells, "sale_date", rules.dateFormat),
    timeZone: rules.timeZone,
    historical: true,
  });
  checkMessage(RecordSaleRequestSchema, sale);
  checkTotal(sale);
  return { kind, sale, name: cells("name") };
}

/** A row whose quantity or total is negative gives something back; the two must not disagree. */
function findKind(
  quantity: number,
  price: string | undefined,
  total: string | undefined,
): SaleRow["kind"] {
  if (price?.startsWith("-")) {
    throw new RowProblem(`price: ${price} is negative; a return has a negative quantity`);
  }
  const isTotalNegative = total?.startsWith("-") ?? false;
  if (quantity >= 0 && !isTotalNegative) return Kind.SALE;
  if (quantity < 0 && total !== undefined && !isTotalNegative && total !== "0") {
    throw new RowProblem(
      `total_amount: ${total} is taken, and the quantity ${quantity} given back`,
    );
  }
  return Kind.REFUND;
}

/** Refuses or leaves out the rows that the rules do not want. */
function applyRules(
  rules: RowRules,
  kind: Kind,
  price: string | undefined,
  total: string | undefined,
): void {
  if (kind === Kind.REFUND && rules.returns !== "refund") {
    if (rules.returns === "skip") throw new RowSkip("returns (--returns skip)");
    throw new RowProblem("quantity: gives something back, which --returns refuse forbids");
  }
  if ((price ?? total) === "0" && rules.zeroPrice !== "keep") {
    if (rules.zeroPrice === "skip") throw new RowSkip("without a price (--zero-price skip)");
    throw new RowProblem("price: is zero, which --zero-price refuse forbids");
  }
}

/** Refuses a total above price x quantity: there is no discount below nothing. */
function checkTotal({ price, totalAmount, quantity }: RecordSaleRequest): void {
  if (price === undefined || totalAmount === undefined) return;
  if (parseDecimal(totalAmount) <= parseDecimal(price) * BigInt(quantity)) return;
  const hint = "--map sales.price= leaves the price to be the quotient";
  throw new RowProblem(`total_amount: ${totalAmount} is above ${price} x ${quantity}; ${hint}`);
}
