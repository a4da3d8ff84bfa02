import { type Handlers, limitStreams } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Mirror } from "../mirror/start-mirror.ts";
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
export interface RevenueOptions extends RevenueReaderOptions, Omit<RevenueDeps, "reader"> {
  readonly mirror: Pick<Mirror, "asOfMs" | "changed" | "contents" | "waitUntilFresh">;
  /** Once aborted, watchers are sent away. */
  readonly stopping: AbortSignal;
  /** How many streams one caller may watch. */
  readonly maxWatchesOfOne: number;
}

/** Makes the handlers of RevenueService. */
export function createRevenueHandlers(options: RevenueOptions): Handlers<typeof RevenueService> {
  const { resolveFilter, storeTimeZone, stopping, maxWatchesOfOne } = options;
  const reader = new RevenueReader(options);
  const deps: RevenueDeps = { reader, resolveFilter, storeTimeZone };
  const watch = watchRevenue(deps, { reader, changed: options.mirror.changed, stopping });
  return {
    getRevenue: getRevenue(deps),
    compareRevenue: compareRevenue(deps),
    breakdownRevenue: breakdownRevenue(deps),
    getSummary: getSummary(deps),
    watchRevenue: limitStreams(watch, maxWatchesOfOne),
  };
}
