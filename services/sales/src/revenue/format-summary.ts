import { divideRounded, formatDecimal } from "@backroom/kit";
import type { GetSummaryResponseSchema } from "@backroom/proto/revenue/v1/revenue_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { formatChange } from "./format-change.ts";
import { formatWindow } from "./format-window.ts";
import type { Window } from "./query.ts";
import type { Summary } from "./read-summary.ts";
import type { Answer } from "./revenue-reader.ts";
import type { BestDay, WindowSums } from "./revenue-store.ts";
import { formatSums, netOf, type Sums } from "./sums.ts";

/** Ten-thousandths in one, and in a hundredth. */
const one = 10_000n;
const hundredth = 100n;

const firstDay = Temporal.PlainDate.from("1970-01-01");

/** Prints a summary as a message. */
export function formatSummary(
  { value, asOfMs, source }: Answer<Summary>,
  earlierWindow: Window | undefined,
): MessageInitShape<typeof GetSummaryResponseSchema> {
  const { current, earlier, window } = value;
  return {
    current: formatFigures(current),
    ...(earlier && {
      previous: formatFigures(earlier),
      changes: formatChanges(current.sums, earlier.sums),
    }),
    ...(window && { range: formatWindow(window) }),
    ...(earlierWindow && { previousRange: formatWindow(earlierWindow) }),
    asOf: timestampFromMs(asOfMs),
    source,
  };
}

function formatFigures({ sums, bestDay }: WindowSums) {
  const average = averageOf(sums);
  return {
    ...formatSums(sums),
    ...(average !== undefined && { averageSale: formatDecimal(average) }),
    ...(bestDay && { bestDay: formatBestDay(bestDay) }),
  };
}

function formatBestDay({ day, net }: BestDay) {
  return { period: firstDay.add({ days: day }).toString(), revenue: formatDecimal(net) };
}

/** What a sale brought on average, in ten-thousandths, rounded to hundredths; undefined without sales. */
function averageOf({ gross, sales }: Sums): bigint | undefined {
  return sales > 0n ? divideRounded(gross, sales * hundredth) * hundredth : undefined;
}

function formatChanges(now: Sums, before: Sums) {
  const [average, earlierAverage] = [averageOf(now), averageOf(before)];
  const isBoth = average !== undefined && earlierAverage !== undefined;
  return {
    revenue: formatChange(netOf(now), netOf(before)),
    gross: formatChange(now.gross, before.gross),
    refunds: formatChange(now.refunds, before.refunds),
    units: formatChange(now.units * one, before.units * one),
    sales: formatChange(now.sales * one, before.sales * one),
    averageSale: isBoth ? formatChange(average, earlierAverage) : {},
  };
}
