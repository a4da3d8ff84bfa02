import { formatDecimal, type Handlers, invalidArgument } from "@backroom/kit";
import {
  type BreakdownRevenueRequest,
  Dimension as By,
  type RevenueService,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { formatChange } from "../revenue/format-change.ts";
import { formatWindow } from "../revenue/format-window.ts";
import { formatPercent } from "../revenue/percent.ts";
import type { Cycle, Dimension } from "../revenue/query.ts";
import type { Question } from "../revenue/question.ts";
import { type NamedBreakdown, type RowSums, readBreakdown } from "../revenue/read-breakdown.ts";
import { readCycle } from "../revenue/read-cycle.ts";
import { readEarlierRange } from "../revenue/read-earlier-range.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { formatSums, netOf } from "../revenue/sums.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { readRange } from "../time/read-range.ts";

const dimensions: Partial<Record<By, Dimension>> = {
  [By.PRODUCT]: "product",
  [By.CATEGORY]: "category",
  [By.CHANNEL]: "channel",
};
const cycles: Partial<Record<By, Cycle>> = { [By.WEEKDAY]: "weekday", [By.HOUR]: "hour" };

/** Answers the revenue of each product, category or channel: the top ones, and the rest in one row; or of each weekday or hour. */
export function breakdownRevenue(
  deps: RevenueDeps,
): Handlers<typeof RevenueService>["breakdownRevenue"] {
  return async (request, context) => {
    const calendar = readCalendar(request, deps.storeTimeZone);
    const range = readRange({
      startField: "start_date",
      start: request.startDate,
      endField: "end_date",
      end: request.endDate,
      ...calendar,
    });
    const earlier = readEarlierRange(request.against, range, calendar);
    const limit = readLimit(request);
    const filter = await readFilter(request, deps.resolveFilter, context);
    const cycle = cycles[request.by];
    const answer = <About extends object>(
      about: About,
      ask: Question<About, NamedBreakdown>["ask"],
    ) => deps.reader.answer({ about, ask }, request.fresh, context);
    const both = { range, earlier, filter };
    const { value, asOfMs, source } = await (cycle
      ? answer({ ...both, cycle, ...calendar }, readCycle)
      : answer({ ...both, dimension: requireDimension(request.by), limit }, readBreakdown));
    return {
      ...formatBreakdown(value),
      ...(earlier && { previousRange: formatWindow(earlier) }),
      asOf: timestampFromMs(asOfMs),
      source,
    };
  };
}

/** What rows are of when they are not of the calendar. */
function requireDimension(by: By): Dimension {
  const dimension = dimensions[by];
  if (!dimension) throw invalidArgument("by", "is required");
  return dimension;
}

/** How many rows are listed before the rest. */
function readLimit({ by, limit }: BreakdownRevenueRequest): number {
  if (limit !== undefined && cycles[by]) {
    throw invalidArgument(
      "limit",
      "must not be given with weekdays or hours, which are all listed",
    );
  }
  return limit ?? 10;
}

/** Prints a breakdown as a message. */
function formatBreakdown({ rows, rest, total }: NamedBreakdown) {
  const format = (key: string, name: string, isRest: boolean, { sums, earlier }: RowSums) => ({
    key,
    name,
    ...formatSums(sums),
    share: formatPercent(netOf(sums), netOf(total.sums)),
    rest: isRest,
    ...(earlier && {
      previousRevenue: formatDecimal(netOf(earlier)),
      ...formatRowChange(netOf(sums), netOf(earlier)),
    }),
  });
  const items = rows.map((row) => format(row.key, row.name, false, row));
  if (rest) items.push(format("", "(rest)", true, rest));
  return {
    items,
    total: formatSums(total.sums),
    ...(total.earlier && { previousTotal: formatSums(total.earlier) }),
  };
}

function formatRowChange(now: bigint, before: bigint) {
  const { absolute, percent } = formatChange(now, before);
  return { change: absolute, changePercent: percent };
}
