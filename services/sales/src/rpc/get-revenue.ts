import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { readGranularity } from "../revenue/granularity.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { type Point, readSeries } from "../revenue/read-series.ts";
import { formatSums } from "../revenue/sums.ts";
import { readRange } from "../time/read-range.ts";
import { readZone } from "../time/read-zone.ts";

/** Answers the revenue of each bucket of time. */
export function getRevenue(deps: RevenueDeps): Handlers<typeof RevenueService>["getRevenue"] {
  return async (request, context) => {
    const granularity = readGranularity(request.groupBy, request.period);
    const zone = readZone("time_zone", request.timeZone, deps.storeTimeZone);
    const range = readRange({
      startField: "start_date",
      start: request.startDate,
      endField: "end_date",
      end: request.endDate,
      zone,
    });
    const filter = await readFilter(request, deps.resolveFilter, context);
    const series = { range, granularity, zone, filter, fill: request.fill ?? true };
    const { value, asOfMs, source } = await deps.reader.answer(
      { about: series, ask: readSeries },
      request.fresh,
      context,
    );
    return { points: value.map(formatPoint), asOf: timestampFromMs(asOfMs), source };
  };
}

/** Prints a bucket's revenue as a message. */
export function formatPoint({ period, sums }: Point) {
  return { period, ...formatSums(sums) };
}
