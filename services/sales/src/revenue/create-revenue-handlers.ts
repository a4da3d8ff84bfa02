import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { breakdownRevenue } from "../rpc/breakdown-revenue.ts";
import { compareRevenue } from "../rpc/compare-revenue.ts";
import { getRevenue } from "../rpc/get-revenue.ts";
import { getSummary } from "../rpc/get-summary.ts";
import { watchRevenue } from "../rpc/watch-revenue.ts";
import type { ResolveFilter } from "./read-filter.ts";
import { RevenueReader, type RevenueReaderOptions } from "./revenue-reader.ts";

/** What the handlers of RevenueService work with. */
export interface RevenueDeps {
  readonly reader: RevenueReader;
  readonly resolveFilter: ResolveFilter;
  /** The zone of buckets and dates when a request names none. */
  readonly storeTimeZone: string;
}

/** What RevenueService is made of. */
export type RevenueOptions = RevenueReaderOptions & Omit<RevenueDeps, "reader">;

/** Makes the handlers of RevenueService. */
export function createRevenueHandlers(options: RevenueOptions): Handlers<typeof RevenueService> {
  const { resolveFilter, storeTimeZone } = options;
  const deps: RevenueDeps = { reader: new RevenueReader(options), resolveFilter, storeTimeZone };
  return {
    getRevenue: getRevenue(deps),
    compareRevenue: compareRevenue(deps),
    breakdownRevenue: breakdownRevenue(deps),
    getSummary: getSummary(),
    watchRevenue: watchRevenue(),
  };
}
