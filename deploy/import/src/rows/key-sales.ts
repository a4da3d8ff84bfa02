import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { toBase64Url } from "./base64-url.ts";
import type { Machine } from "./machine.ts";
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
export function createSaleKeyer(
  { repeated }: Pick<RowRules, "repeated">,
  { digestText, openStore }: Machine,
): (row: SaleRow) => SaleRow {
  const occurrences = new OccurrenceCounter(openStore);
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
    const digest = digestText(JSON.stringify(content));
    const halves = new DataView(digest.buffer, digest.byteOffset, 8);
    const occurrence = occurrences.count(halves.getUint32(0, true), halves.getUint32(4, true));
    if (occurrence > 1 && repeated === "skip") throw new RowSkip("repeated (--repeated skip)");
    sale.idempotencyKey = `import-${toBase64Url(digest.subarray(0, 18))}-${occurrence}`;
    return row;
  };
}
