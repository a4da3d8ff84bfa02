import { hash } from "node:crypto";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { OccurrenceCounter } from "./occurrence-counter.ts";
import type { SaleRow } from "./parse-sale.ts";
import { RowSkip } from "./row-problem.ts";
import type { RowRules } from "./row-rules.ts";

/**
 * Makes what gives each row of one file its idempotency key: a digest of what the row says, and
 * which of the rows that say the same it is. So importing a file again changes nothing, whatever
 * the order of its rows, and yet identical rows within one file are each a sale, unless the rules
 * leave them out.
 */
export function createSaleKeyer({
  repeated,
}: Pick<RowRules, "repeated">): (row: SaleRow) => SaleRow {
  const occurrences = new OccurrenceCounter();
  return (row) => {
    const { sale, kind } = row;
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
    if (kind === Kind.REFUND) content.push("refund");
    const digest = hash("sha256", JSON.stringify(content), "buffer");
    const occurrence = occurrences.count(digest.readUInt32LE(0), digest.readUInt32LE(4));
    if (occurrence > 1 && repeated === "skip") throw new RowSkip("repeated (--repeated skip)");
    sale.idempotencyKey = `import-${digest.subarray(0, 18).toString("base64url")}-${occurrence}`;
    return row;
  };
}
