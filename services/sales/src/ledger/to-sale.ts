import { formatDecimal, parseDecimal } from "@backroom/kit";
import { Kind, type SaleSchema } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { AddedSale, NewSale } from "./new-sale.ts";

/** What a Sale message is made of. */
export type SaleInit = MessageInitShape<typeof SaleSchema>;

/** The columns that rowToSale reads, of `sale s join product p join category c`. */
export const saleColumns = `s.id, s.kind, s.product_id, p.sku, p.name as product_name, p.category_id,
  c.name as category, s.channel, s.quantity, s.unit_price, s.total_amount,
  round(date_part('epoch', s.sale_date) * 1000) as sale_date_ms, s.order_ref, s.idempotency_key,
  s.refund_of, s.reason, round(date_part('epoch', s.recorded_at) * 1000) as recorded_at_ms,
  s.recorded_by`;

/** The tables that saleColumns are of. */
export const saleTables = `sales.sale s
  join sales.product p on p.id = s.product_id join sales.category c on c.id = p.category_id`;

/** A row of saleColumns. */
export interface SaleRow {
  readonly id: string;
  readonly kind: "SALE" | "REFUND" | "VOID";
  readonly product_id: string;
  readonly sku: string | null;
  readonly product_name: string;
  readonly category_id: string;
  readonly category: string;
  readonly channel: string;
  readonly quantity: number;
  readonly unit_price: string;
  readonly total_amount: string;
  readonly sale_date_ms: number;
  readonly order_ref: string | null;
  readonly idempotency_key: string | null;
  readonly refund_of: string | null;
  readonly reason: string | null;
  readonly recorded_at_ms: number;
  readonly recorded_by: string;
}

/** Prints an amount as PostgreSQL answers it with two to four fraction digits. */
export function trimAmount(numeric: string): string {
  return formatDecimal(parseDecimal(numeric));
}

/** Makes the message of a row of saleColumns. */
export function rowToSale(row: SaleRow): SaleInit {
  return {
    id: BigInt(row.id),
    kind: Kind[row.kind],
    productId: BigInt(row.product_id),
    sku: row.sku ?? undefined,
    productName: row.product_name,
    categoryId: BigInt(row.category_id),
    category: row.category,
    channel: row.channel,
    quantity: row.quantity,
    price: trimAmount(row.unit_price),
    totalAmount: trimAmount(row.total_amount),
    saleDate: timestampFromMs(row.sale_date_ms),
    orderRef: row.order_ref ?? undefined,
    idempotencyKey: row.idempotency_key ?? undefined,
    refundOf: row.refund_of === null ? undefined : BigInt(row.refund_of),
    reason: row.reason ?? undefined,
    recordedAt: timestampFromMs(row.recorded_at_ms),
    recordedBy: row.recorded_by,
  };
}

/** Makes the message of a sale that was just added. */
export function addedToSale(sale: NewSale, added: AddedSale): SaleInit {
  return {
    id: added.id,
    kind: Kind.SALE,
    productId: added.productId,
    sku: added.sku,
    productName: added.productName,
    categoryId: added.categoryId,
    category: added.category,
    channel: sale.channel,
    quantity: sale.quantity,
    price: formatDecimal(added.price),
    totalAmount: formatDecimal(added.totalAmount),
    saleDate: timestampFromMs(sale.saleDateMs),
    orderRef: sale.orderRef,
    idempotencyKey: sale.idempotencyKey,
    recordedAt: timestampFromMs(added.recordedAtMs),
    recordedBy: sale.recordedBy,
  };
}
