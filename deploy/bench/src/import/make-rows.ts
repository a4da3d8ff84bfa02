import { createHash } from "node:crypto";
import type { ImportSalesRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";

const rowsAMessage = 1000;
const channels = ["web", "amazon", "walmart", "default"];
const firstMs = Date.UTC(2022, 5, 1);
const spanMs = Date.UTC(2025, 5, 1) - firstMs;

type Message = MessageInitShape<typeof ImportSalesRequestSchema>;

/**
 * Makes up the rows of an import, as `npm run import` would send those of a file: at prices of their
 * own, evenly spread over three years, each with an order and an idempotency key.
 */
export async function* makeMessages(
  importId: string,
  count: number,
  productIds: readonly number[],
): AsyncGenerator<Message> {
  for (let first = 1; first <= count; first += rowsAMessage) {
    const rows = Array.from({ length: Math.min(rowsAMessage, count - first + 1) }, (_, index) => ({
      row: BigInt(first + index),
      sale: makeSale(importId, first + index, count, productIds),
    }));
    yield { importId, rows };
  }
}

/** Makes up the sale of a row, by a fixed scramble. */
function makeSale(importId: string, row: number, count: number, productIds: readonly number[]) {
  const scramble = Math.imul(row, 2_654_435_761) >>> 0;
  const key = createHash("sha256").update(`${importId} ${row}`).digest("base64url");
  return {
    productId: BigInt(productIds[scramble % productIds.length] ?? 1),
    quantity: 1 + (scramble % 4),
    channel: channels[(scramble >>> 8) % channels.length],
    price: `${5 + (scramble % 90)}.95`,
    saleDate: new Date(firstMs + Math.floor((row / count) * spanMs)).toISOString(),
    orderRef: `order-${row}`,
    idempotencyKey: `import-${key.slice(0, 24)}-1`,
    historical: true,
  };
}
