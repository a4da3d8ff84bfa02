import type { Calendar } from "../time/calendar.ts";
import type { Range } from "../time/read-range.ts";
import { findWindow } from "./find-window.ts";
import { listDayShifts } from "./list-shifts.ts";
import type { RevenueFilter, Window } from "./query.ts";
import type { RevenueStore, WindowSums } from "./revenue-store.ts";
import { noSums } from "./sums.ts";

/** Asks for the figures of a range. */
export interface SummaryRequest extends Calendar {
  readonly range: Range;
  readonly filter: RevenueFilter;
  /** The range to compare with. */
  readonly earlier: Window | undefined;
}

/** The figures of a range, and of the one to compare with. */
export interface Summary {
  readonly current: WindowSums;
  readonly earlier: WindowSums | undefined;
  /** The range with both its bounds; undefined when one is missing and nothing was ever recorded. */
  readonly window: Window | undefined;
}

/** Reads the figures of a range and of the one to compare with. */
export async function readSummary(
  store: RevenueStore,
  { range, filter, earlier, ...calendar }: SummaryRequest,
  signal: AbortSignal,
): Promise<Summary> {
  const window = await findWindow(store, range, filter, signal);
  const windows = [window, earlier].flatMap((one) => (one && one.startMs < one.endMs ? [one] : []));
  const sums = await store.summarize(
    windows.map((one) => ({ ...one, dayShifts: listDayShifts(one, calendar), filter })),
    signal,
  );
  const sumsOf = (one: Window | undefined) =>
    (one && sums[windows.indexOf(one)]) ?? { sums: noSums, bestDay: undefined };
  return { current: sumsOf(window), earlier: earlier && sumsOf(earlier), window };
}
