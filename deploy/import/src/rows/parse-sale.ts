import { parseDecimal } from "@backroom/kit";
import { type RecordSaleRequest, RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import type { Cells } from "../columns/map-header.ts";
import { checkMessage } from "./check-message.ts";
import { readProductId } from "./parse-stock.ts";
import { readDecimal, readInteger, readText } from "./read-cells.ts";
import { readDate } from "./read-date.ts";
import { RowProblem } from "./row-problem.ts";

/** What every row of a sales file gets unless it says otherwise. */
export interface SaleDefaults {
  readonly channel: string;
  /** The zone of dates without an offset; undefined for the store's. */
  readonly timeZone: string | undefined;
}

/**
 * Reads a row of a sales file as a request that has no idempotency key yet.
 *
 * @throws RowProblem
 */
export function parseSale(cells: Cells, defaults: SaleDefaults): RecordSaleRequest {
  const sku = cells("sku");
  readText(cells, "quantity");
  const sale = create(RecordSaleRequestSchema, {
    orderRef: cells("order_ref"),
    sku,
    productId: sku === undefined ? readProductId(cells) : undefined,
    channel: cells("channel") ?? defaults.channel,
    quantity: readInteger(cells, "quantity"),
    price: readDecimal(cells, "price"),
    totalAmount: readDecimal(cells, "total_amount"),
    saleDate: readDate(cells, "sale_date"),
    timeZone: defaults.timeZone,
    historical: true,
  });
  checkMessage(RecordSaleRequestSchema, sale);
  checkTotal(sale);
  return sale;
}

/** Refuses a total above price x quantity: there is no discount below nothing. */
function checkTotal({ price, totalAmount, quantity }: RecordSaleRequest): void {
  if (price === undefined || totalAmount === undefined) return;
  if (parseDecimal(totalAmount) <= parseDecimal(price) * BigInt(quantity)) return;
  throw new RowProblem(`total_amount: ${totalAmount} is above ${price} x ${quantity}`);
}
