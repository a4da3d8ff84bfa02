import { type Handlers, invalidArgument } from "@backroom/kit";
import { Dimension as By, type RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { RevenueDeps } from "../revenue/create-revenue-handlers.ts";
import { formatPercent } from "../revenue/percent.ts";
import type { Dimension } from "../revenue/query.ts";
import { readBreakdown } from "../revenue/read-breakdown.ts";
import { readFilter } from "../revenue/read-filter.ts";
import { formatSums, netOf, type Sums } from "../revenue/sums.ts";
import { readRange } from "../time/read-range.ts";
import { readZone } from "../time/read-zone.ts";

const dimensions: Record<By, Dimension | undefined> = {
  [By.UNSPECIFIED]: undefined,
  [By.PRODUCT]: "product",
  [By.CATEGORY]: "category",
  [By.CHANNEL]: "channel",
  [By.WEEKDAY]: undefined,
  [By.HOUR]: undefined,
};

/** Answers the revenue of each product, category or channel: the top ones, and the rest in one row. */
export function breakdownRevenue(
  deps: RevenueDeps,
): Handlers<typeof RevenueService>["breakdownRevenue"] {
  return async (request, context) => {
    const dimension = dimensions[request.by];
    if (!dimension) throw invalidArgument("by", "is required");
    const zone = readZone("time_zone", request.timeZone, deps.storeTimeZone);
    const range = readRange({
      startField: "start_date",
      start: request.startDate,
      endField: "end_date",
      end: request.endDate,
      zone,
    });
    const filter = await readFilter(request, deps.resolveFilter, context);
    const breakdown = { range, dimension, filter, limit: request.limit ?? 10 };
    const { value, asOfMs, source } = await deps.reader.answer(
      {
        about: { breakdown },
        ask: (store, signal) => readBreakdown(store, breakdown, signal),
        sizeOf: ({ rows }) => rows.length,
      },
      request.fresh,
      context,
    );
    const { rows, rest, total } = value;
    const format = (key: string, name: string, sums: Sums) => ({
      key,
      name,
      ...formatSums(sums),
      share: formatPercent(netOf(sums), netOf(total)),
    });
    const items = rows.map(({ key, name, sums }) => ({ ...format(key, name, sums), rest: false }));
    if (rest) items.push({ ...format("", "(rest)", rest), rest: true });
    return { items, total: formatSums(total), asOf: timestampFromMs(asOfMs), source };
  };
}
