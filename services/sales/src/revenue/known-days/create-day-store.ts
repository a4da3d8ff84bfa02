import { dayAt, startOf } from "../../store-days/day-numbers.ts";
import type { StoreDays } from "../../store-days/store-days.ts";
import type { RevenueFilter, Shift, SummaryQuery, Window } from "../query.ts";
import type { RevenueStore, WindowSums } from "../revenue-store.ts";
import { addAll, netOf, type Sums } from "../sums.ts";
import type { KnownDays } from "./known-days.ts";
import { compareChannels } from "./known-days.ts";
import { segmentDays } from "./segment-days.ts";

/** What was asked cannot be told from whole days of the shop by channel and kind. */
export class NotByDaysError extends Error {}

/** Days of the shop, from one on and up to another. */
export interface DayRange {
  readonly fromDay: number;
  readonly toDay: number;
}

/**
 * Answers revenue questions from the days that are known: those about whole days of the shop, which tell
 * neither products nor categories apart.
 *
 * @param find finds the days as they are now; undefined while they are not known.
 * @returns a store of which each method throws NotByDaysError for any other question.
 */
export function createDayStore(
  find: (signal: AbortSignal) => Promise<KnownDays | undefined>,
  storeDays: StoreDays,
): RevenueStore {
  /** Finds the days for a question that they may be able to answer. */
  async function open(filter: RevenueFilter, signal: AbortSignal): Promise<KnownDays> {
    const isByChannel = filter.productIds.length === 0 && filter.categoryIds.length === 0;
    const days = isByChannel ? await find(signal) : undefined;
    return days ?? refuse();
  }

  /** Finds which days begin at some instants; one that cuts a day on which nothing was recorded may be anywhere in it. */
  function toDays(days: KnownDays, instantsMs: readonly number[]): number[] {
    return instantsMs.map((ms) => {
      const day = dayAt(storeDays, ms);
      return !days.has(day) || startOf(storeDays, day) === ms ? day : refuse();
    });
  }

  function toRange(days: KnownDays, { startMs, endMs }: Window): DayRange {
    const [fromDay = 0, toDay = 0] = toDays(days, [startMs, endMs]);
    return { fromDay, toDay };
  }

  function toBuckets(
    days: KnownDays,
    { startMs, endMs }: Window,
    bucketStartsMs: readonly number[],
  ): DayRange[] {
    const edges = toDays(days, [startMs, ...bucketStartsMs.slice(1), endMs]);
    return edges.slice(1).map((toDay, i) => ({ fromDay: edges[i] ?? toDay, toDay }));
  }

  /** Refuses what counts by other days than the shop's, for instance by those of another zone. */
  function requireOwnDays({ startMs, endMs }: Window, shifts: readonly Shift[]): void {
    const own = storeDays.shifts
      .filter((shift, i, all) => shift.startMs < endMs && (all[i + 1]?.startMs ?? endMs) > startMs)
      .map((shift) => ({ ...shift, startMs: Math.max(shift.startMs, startMs) }));
    const isOwn = ({ startMs: fromMs, shiftMs }: Shift, i: number) =>
      own[i]?.startMs === fromMs && own[i]?.shiftMs === shiftMs;
    if (own.length !== shifts.length || !shifts.every(isOwn)) refuse();
  }

  async function summarizeOne(query: SummaryQuery, signal: AbortSignal): Promise<WindowSums> {
    requireOwnDays(query, query.dayShifts);
    const days = await open(query.filter, signal);
    const { fromDay, toDay } = toRange(days, query);
    const taken = days.list(fromDay, toDay).flatMap((day) => {
      const channels = days.sumChannels(day, day + 1, query.filter);
      return channels.length > 0 ? [{ day, net: netOf(sumOf(channels)) }] : [];
    });
    return {
      sums: sumOf(days.sumChannels(fromDay, toDay, query.filter)),
      bestDay: taken.reduce((best, day) => (best && best.net >= day.net ? best : day), taken[0]),
    };
  }

  return {
    findBounds: async () => refuse(),
    async sumSeries(query, signal) {
      const days = await open(query.filter, signal);
      const sums = new Map<number, Sums>();
      const buckets = toBuckets(days, query, query.bucketStartsMs);
      for (const [place, { fromDay, toDay }] of buckets.entries()) {
        const channels = days.sumChannels(fromDay, toDay, query.filter);
        if (channels.length > 0) sums.set(place, sumOf(channels));
      }
      return sums;
    },
    async sumSegments(query, signal) {
      if (query.dimension !== "channel") refuse();
      const days = await open(query.filter, signal);
      return segmentDays(days, toBuckets(days, query, query.bucketStartsMs), query);
    },
    async sumBreakdown(query, signal) {
      if (query.dimension !== "channel") refuse();
      const days = await open(query.filter, signal);
      const { fromDay, toDay } = toRange(days, query);
      const all = days.sumChannels(fromDay, toDay, query.filter).sort(compareChannels);
      const rows = all.slice(0, query.limit).map(({ channel, sums }) => ({ key: channel, sums }));
      return { rows, allRows: all.length, total: sumOf(all) };
    },
    async sumListed(query, signal) {
      if (query.dimension !== "channel") refuse();
      const days = await open(query.filter, signal);
      const { fromDay, toDay } = toRange(days, query);
      const all = days.sumChannels(fromDay, toDay, query.filter);
      const listed = all.filter(({ channel }) => query.keys.includes(channel));
      return {
        listed: new Map(listed.map(({ channel, sums }) => [channel, sums])),
        total: sumOf(all),
      };
    },
    async sumCycle(query, signal) {
      if (query.cycle !== "weekday") refuse();
      requireOwnDays(query, query.shifts);
      const days = await open(query.filter, signal);
      const { fromDay, toDay } = toRange(days, query);
      const byWeekday = Map.groupBy(days.list(fromDay, toDay), weekdayOf);
      return new Map(
        [...byWeekday].map(([weekday, some]) => {
          const channels = some.flatMap((day) => days.sumChannels(day, day + 1, query.filter));
          return [weekday, sumOf(channels)];
        }),
      );
    },
    summarize: (queries, signal) =>
      Promise.all(queries.map((query) => summarizeOne(query, signal))),
    readNames: async () => refuse(),
  };
}

/** From 1, Monday, to 7; the first of January 1970 was a Thursday. */
const weekdayOf = (day: number) => ((day + 3) % 7) + 1;

const sumOf = (channels: readonly { readonly sums: Sums }[]) =>
  addAll(channels.map(({ sums }) => sums));

function refuse(): never {
  throw new NotByDaysError("this is not told from whole days of the shop");
}
