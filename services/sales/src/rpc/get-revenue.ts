import type { Handlers } from "@backroom/kit";
import type { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { readGranularity } from "../revenue/granularity.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { type Point, readSeries } from "../revenue/read-series.ts";
import { formatSums } from "../revenue/sums.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { readRange } from "../time/read-range.ts";

/** Answers the revenue of each bucket of time. */
export function getRevenue(deps: RevenueDeps): Handlers<typeof RevenueService>["getRevenue"] {
  return async (request, context) => {
    const granularity = readGranularity(request.groupBy, request.period);
    const calendar = readCalendar(request, deps.storeTimeZone);
    const range = readRange({
      startField: "start_date",
      start: request.startDate,
      endField: "end_date",
      end: request.endDate,
      ...calendar,
    });
    const filter = await readFilter(request, deps.resolveFilter, context);
    const series = { range, granularity, ...calendar, filter, fill: request.fill ?? true };
    const { value, asOfMs, source } = await deps.reader.answer(
      {
        about: { series },
        ask: (store, signal) => readSeries(store, series, signal),
        sizeOf: (points) => points.length,
      },
      request.fresh,
      context,
    );
    return { points: value.map(formatPoint), asOf: timestampFromMs(asOfMs), source };
  };
}

/** Prints a bucket's revenue as a message. */
export function formatPoint({ period, sums, partial }: Point) {
  return { period, ...formatSums(sums), partial };
}
