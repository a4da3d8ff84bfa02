import {
  type GetSummaryResponse,
  RevenueService,
  WatchRevenueResponseSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { fromJson } from "@bufbuild/protobuf";
import { clientOf } from "./connect.ts";
import { readLines } from "./read-lines.ts";

/** A way to watch the revenue of a product in some days until the signal is aborted. */
export type Watch = (
  productId: bigint,
  days: { readonly startDate: string; readonly endDate: string },
  signal: AbortSignal,
) => AsyncIterable<{ readonly summary?: GetSummaryResponse | undefined }>;

/** Reads one JSON object a line over REST. */
async function* watchRest(...[productId, { startDate, endDate }, signal]: Parameters<Watch>) {
  const query = `product_id=${productId}&start_date=${startDate}&end_date=${endDate}`;
  for await (const line of readLines(`/sales/summary/events?${query}`, signal)) {
    yield fromJson(WatchRevenueResponseSchema, line);
  }
}

/** Watches over Connect. */
const watchConnect: Watch = (productId, days, signal) =>
  clientOf(RevenueService).watchRevenue({ ...days, productId: [productId] }, { signal });

/** The ways to watch revenue. */
export const watches: readonly (readonly [string, Watch])[] = [
  ["REST", watchRest],
  ["Connect", watchConnect],
];
