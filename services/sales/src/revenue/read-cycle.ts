import type { Calendar } from "../time/calendar.ts";
import type { Range } from "../time/read-range.ts";
import { findWindow } from "./find-window.ts";
import { listClockShifts, listDayShifts } from "./list-shifts.ts";
import type { Cycle, RevenueFilter, Window } from "./query.ts";
import type { NamedBreakdown } from "./read-breakdown.ts";
import type { RevenueStore } from "./revenue-store.ts";
import { addAll, noSums, type Sums } from "./sums.ts";

/** Asks for the revenue of each weekday or hour of the day. */
export interface CycleRequest extends Calendar {
  readonly range: Range;
  readonly cycle: Cycle;
  readonly filter: RevenueFilter;
  /** The range to compare with. */
  readonly earlier?: Window | undefined;
}

/** What a weekday or an hour is called. */
interface Turn {
  readonly key: number;
  readonly name: string;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const hours = Array.from({ length: 24 }, (_hour, key) => ({
  key,
  name: `${String(key).padStart(2, "0")}:00`,
}));

/** Reads the revenue of every weekday, from that on which weeks begin, or every hour from midnight. */
export async function readCycle(
  store: RevenueStore,
  request: CycleRequest,
  signal: AbortSignal,
): Promise<NamedBreakdown> {
  const { range, filter, earlier } = request;
  const window = await findWindow(store, range, filter, signal);
  const now = await sumTurns(store, request, window, signal);
  const before = earlier && (await sumTurns(store, request, earlier, signal));
  const rows = nameTurns(request).map(({ key, name }) => ({
    key: String(key),
    name,
    sums: now.get(key) ?? noSums,
    earlier: before && (before.get(key) ?? noSums),
  }));
  return {
    rows,
    rest: undefined,
    total: { sums: addAll(now.values()), earlier: before && addAll(before.values()) },
  };
}

/** The weekdays or hours in their order. */
function nameTurns({ cycle, weekStart = 1 }: CycleRequest): readonly Turn[] {
  if (cycle === "hour") return hours;
  const all = weekdays.map((name, i) => ({ key: i + 1, name }));
  return [...all.slice(weekStart - 1), ...all.slice(0, weekStart - 1)];
}

async function sumTurns(
  store: RevenueStore,
  { cycle, filter, ...calendar }: CycleRequest,
  window: Window | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Sums>> {
  if (!window || window.endMs <= window.startMs) return new Map();
  const shifts =
    cycle === "weekday" ? listDayShifts(window, calendar) : listClockShifts(window, calendar.zone);
  return store.sumCycle({ ...window, cycle, shifts, filter }, signal);
}
