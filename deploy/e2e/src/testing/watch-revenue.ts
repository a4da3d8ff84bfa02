import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { clientOf } from "./connect.ts";
import { readLines } from "./read-lines.ts";

/** What a watcher is told of a summary. */
interface Told {
  readonly revenue: string | undefined;
  readonly sales: string;
  readonly averageSale: string | undefined;
  readonly bestDay: string | undefined;
  readonly previousRevenue: string | undefined;
}

/** A way to watch the revenue of a product in some days until the signal is aborted. */
export type Watch = (
  productId: bigint,
  days: { readonly startDate: string; readonly endDate: string },
  signal: AbortSignal,
) => AsyncGenerator<Told>;

/** Reads one JSON object a line over REST. */
const watchRest: Watch = async function* (productId, { startDate, endDate }, signal) {
  const query = `product_id=${productId}&start_date=${startDate}&end_date=${endDate}`;
  for await (const { summary } of readLines(`/sales/summary/events?${query}`, signal)) {
    const { current, previous } = summary;
    yield {
      revenue: current.revenue,
      sales: current.sales,
      averageSale: current.average_sale,
      bestDay: current.best_day?.period,
      previousRevenue: previous.revenue,
    };
  }
};

/** Watches over Connect. */
const watchConnect: Watch = async function* (productId, days, signal) {
  const stream = clientOf(RevenueService).watchRevenue(
    { ...days, productId: [productId] },
    { signal },
  );
  for await (const { summary } of stream) {
    yield {
      revenue: summary?.current?.revenue,
      sales: String(summary?.current?.sales),
      averageSale: summary?.current?.averageSale,
      bestDay: summary?.current?.bestDay?.period,
      previousRevenue: summary?.previous?.revenue,
    };
  }
};

/** The ways to watch revenue. */
export const watches: readonly (readonly [string, Watch])[] = [
  ["REST", watchRest],
  ["Connect", watchConnect],
];
