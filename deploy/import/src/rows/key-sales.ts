import { createHash } from "node:crypto";
import type { RecordSaleRequest } from "@backroom/proto/sales/v1/sales_pb";
import { OccurrenceCounter } from "./occurrence-counter.ts";

/**
 * Makes what gives each sale of one file its idempotency key: a digest of what the row says, and
 * which of the rows that say the same it is. So importing a file again changes nothing, whatever
 * the order of its rows, and yet identical rows within one file are each a sale.
 */
export function createSaleKeyer(): (sale: RecordSaleRequest) => string {
  const occurrences = new OccurrenceCounter();
  return (sale) => {
    const content = [
      sale.orderRef,
      sale.sku,
      sale.productId?.toString(),
      sale.channel,
      sale.quantity,
      sale.price,
      sale.totalAmount,
      sale.saleDate,
      sale.timeZone,
    ];
    const digest = createHash("sha256").update(JSON.stringify(content)).digest();
    const occurrence = occurrences.count(digest.readBigUInt64LE());
    return `import-${digest.subarray(0, 18).toString("base64url")}-${occurrence}`;
  };
}
