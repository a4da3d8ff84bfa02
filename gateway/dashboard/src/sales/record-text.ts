import type { RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { readPieces } from "./amounts.ts";
import { refuseField } from "./refuse-field.ts";

/** What is typed to record a sale; empty for what is not said. */
export interface RecordText {
  readonly quantity: string;
  readonly channel: string;
  /** A local date and time of the shop, YYYY-MM-DDTHH:MM. */
  readonly saleDate: string;
  readonly price: string;
  readonly totalAmount: string;
  readonly orderRef: string;
  readonly requireStock: boolean;
}

/** A form that nobody has touched. */
export const emptyRecord: RecordText = {
  quantity: "1",
  channel: "",
  saleDate: "",
  price: "",
  totalAmount: "",
  orderRef: "",
  requireStock: false,
};

/**
 * Makes the request of what was typed.
 *
 * @throws ConnectError INVALID_ARGUMENT for what the contract has no way to say, as the server does.
 */
export function toRequest(
  text: RecordText,
  productId: bigint | undefined,
): MessageInitShape<typeof RecordSaleRequestSchema> {
  if (productId === undefined) throw refuseField("product_id", "choose a product");
  const quantity = readPieces(text.quantity);
  if (quantity === undefined || quantity > 1_000_000_000) {
    throw refuseField("quantity", "must be a whole number from 1 to 1,000,000,000");
  }
  const given = (value: string) => value.trim() || undefined;
  return {
    productId,
    quantity,
    channel: given(text.channel),
    saleDate: given(text.saleDate),
    price: given(text.price),
    totalAmount: given(text.totalAmount),
    orderRef: given(text.orderRef),
    requireStock: text.requireStock,
  };
}
