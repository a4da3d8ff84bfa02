import type { CallContext } from "@backroom/kit";
import {
  Against,
  type GetSummaryRequest,
  type WatchRevenueRequest,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Calendar } from "../time/calendar.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { type Range, readRange } from "../time/read-range.ts";
import type { RevenueDeps } from "./create-revenue-handlers.ts";
import type { Window } from "./query.ts";
import { readEarlierRange } from "./read-earlier-range.ts";
import { readFilter } from "./read-filter.ts";
import type { SummaryRequest } from "./read-summary.ts";

/** Reads what a summary is asked of: when both bounds are given, it is compared with the period before. */
export async function readSummaryRequest(
  request: GetSummaryRequest | WatchRevenueRequest,
  { storeTimeZone, resolveFilter }: Pick<RevenueDeps, "storeTimeZone" | "resolveFilter">,
  context: CallContext,
): Promise<SummaryRequest> {
  const { startDate: start, endDate: end, against } = request;
  const calendar = readCalendar(request, storeTimeZone);
  const range = readRange({
    startField: "start_date",
    start,
    endField: "end_date",
    end,
    ...calendar,
  });
  const earlier =
    against === Against.UNSPECIFIED
      ? findPeriodBefore(range, calendar)
      : readEarlierRange(against, range, calendar);
  const filter = await readFilter(request, resolveFilter, context);
  return { ...calendar, range, earlier, filter };
}

/** Finds the period before a range that has both bounds; undefined when that would begin before all that Backroom keeps. */
function findPeriodBefore(range: Range, calendar: Calendar): Window | undefined {
  if (range.startMs === undefined || range.endMs === undefined) return undefined;
  try {
    return readEarlierRange(Against.PREVIOUS_PERIOD, range, calendar);
  } catch (error) {
    if (ConnectError.from(error).code === Code.InvalidArgument) return undefined;
    throw error;
  }
}
