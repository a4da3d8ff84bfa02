import type { RecordSaleRequest } from "@backroom/proto/sales/v1/sales_pb";

/** What one call of RecordSales takes, with room to spare below the gateway's limit of a mebibyte. */
export const batchLimits = { items: 1000, weight: 500_000 } as const;

/** Answers about how many bytes a sale takes in a call, and never fewer. */
export function weighSale({ sku = "", channel = "", orderRef = "" }: RecordSaleRequest): number {
  return 300 + 3 * (sku.length + channel.length + orderRef.length);
}
