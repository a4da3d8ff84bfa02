import { defineEntity, p } from "@mikro-orm/core";
import { Product } from "./product.ts";

const LedgerRowSchema = defineEntity({
  name: "LedgerRow",
  tableName: "sale",
  properties: {
    id: p.bigint("bigint").primary().autoincrement(),
    kind: p.text().$type<"SALE" | "REFUND" | "VOID">(),
    product: () => p.manyToOne(Product).fieldName("product_id"),
    channel: p.text(),
    quantity: p.integer(),
    unitPrice: p.decimal("string").precision(19).scale(4),
    totalAmount: p.decimal("string").precision(19).scale(4),
    saleDate: p.datetime(3),
    orderRef: p.text().nullable(),
    idempotencyKey: p.text().nullable(),
    requestHash: p.blob().nullable(),
    refundOf: () => p.manyToOne(LedgerRow).fieldName("refund_of").nullable(),
    reason: p.text().nullable(),
    movesStock: p.boolean(),
    reservationId: p.uuid().nullable(),
    recordedAt: p.datetime(3).defaultRaw("clock_timestamp()"),
    recordedBy: p.text(),
  },
});

/** A row of the ledger: a sale, a refund or a void. Rows are added and never changed. */
export class LedgerRow extends LedgerRowSchema.class {}
LedgerRowSchema.setClass(LedgerRow);
