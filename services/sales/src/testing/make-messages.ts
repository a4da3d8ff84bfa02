import type { UploadMessage } from "./start-sales.ts";

/**
 * Makes messages of rows `from` to `to` of an import, so many a message, each sale on a channel named
 * like the import and with its row's number as order; keyed ones have the same key in every import.
 */
export function* makeMessages(
  importId: string,
  from: number,
  to: number,
  aMessage = 100,
  keyed = false,
) {
  for (let first = from; first <= to; first += aMessage) {
    const length = Math.min(aMessage, to - first + 1);
    const rows = Array.from({ length }, (_, index) => {
      const row = first + index;
      const idempotencyKey = keyed ? `key-${row}` : undefined;
      const sale = {
        productId: 1n,
        quantity: 1,
        price: "2.00",
        orderRef: `${row}`,
        historical: true,
      };
      return { row: BigInt(row), sale: { ...sale, channel: importId, idempotencyKey } };
    });
    yield { importId, rows } satisfies UploadMessage;
  }
}
