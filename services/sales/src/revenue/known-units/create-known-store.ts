import type { StoreDays } from "../../store-days/store-days.ts";
import type { SeriesQuery, Shift, SummaryQuery, Window } from "../query.ts";
import type { RevenueStore, WindowSums } from "../revenue-store.ts";
import { addAll, netOf, type Sums } from "../sums.ts";
import { findRange, findRanges, type Knowledge, refuse } from "./find-ranges.ts";
import { compareChannels, type UnitRange } from "./known-units.ts";
import { segmentUnits } from "./segment-units.ts";

/**
 * Answers revenue questions from the units of time that are known: those about whole units, which tell
 * neither products nor categories apart.
 *
 * @param days the shop's days.
 * @param slots quarters of an hour, for what is not of whole days.
 * @returns a store of which each method throws NotKnownError for any other question.
 */
export function createKnownStore(
  days: Knowledge,
  slots: Knowledge,
  storeDays: StoreDays,
): RevenueStore {
  const both = [days, slots];
  const findBuckets = (
    { startMs, endMs, bucketStartsMs, filter }: SeriesQuery,
    signal: AbortSignal,
  ) => findRanges(both, filter, [startMs, ...bucketStartsMs.slice(1), endMs], signal);

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
    const { filter } = query;
    const { known, range } = await findRange([days], filter, query, signal);
    const taken = known.list(range.fromUnit, range.toUnit).flatMap((day) => {
      const channels = known.sumChannels(oneUnit(day), filter);
      return channels.length > 0 ? [{ day, net: netOf(sumOf(channels)) }] : [];
    });
    return {
      sums: sumOf(known.sumChannels(range, filter)),
      bestDay: taken.reduce((best, day) => (best && best.net >= day.net ? best : day), taken[0]),
    };
  }

  return {
    findBounds: async () => refuse(),
    async sumSeries(query, signal) {
      const { known, ranges } = await findBuckets(query, signal);
      const sums = new Map<number, Sums>();
      for (const [place, range] of ranges.entries()) {
        const channels = known.sumChannels(range, query.filter);
        if (channels.length > 0) sums.set(place, sumOf(channels));
      }
      return sums;
    },
    async sumSegments(query, signal) {
      if (query.dimension !== "channel") refuse();
      const { known, ranges } = await findBuckets(query, signal);
      return segmentUnits(known, ranges, query);
    },
    async sumBreakdown(query, signal) {
      if (query.dimension !== "channel") refuse();
      const { known, range } = await findRange(both, query.filter, query, signal);
      const all = known.sumChannels(range, query.filter).sort(compareChannels);
      const rows = all.slice(0, query.limit).map(({ channel, sums }) => ({ key: channel, sums }));
      return { rows, allRows: all.length, total: sumOf(all) };
    },
    async sumListed(query, signal) {
      if (query.dimension !== "channel") refuse();
      const { known, range } = await findRange(both, query.filter, query, signal);
      const all = known.sumChannels(range, query.filter);
      const listed = all.filter(({ channel }) => query.keys.includes(channel));
      return {
        listed: new Map(listed.map(({ channel, sums }) => [channel, sums])),
        total: sumOf(all),
      };
    },
    async sumCycle(query, signal) {
      if (query.cycle !== "weekday") refuse();
      requireOwnDays(query, query.shifts);
      const { known, range } = await findRange([days], query.filter, query, signal);
      const byWeekday = Map.groupBy(known.list(range.fromUnit, range.toUnit), weekdayOf);
      return new Map(
        [...byWeekday].map(([weekday, some]) => {
          const channels = some.flatMap((day) => known.sumChannels(oneUnit(day), query.filter));
          return [weekday, sumOf(channels)];
        }),
      );
    },
    summarize: (queries, signal) =>
      Promise.all(queries.map((query) => summarizeOne(query, signal))),
    readNames: async () => refuse(),
  };
}

const oneUnit = (unit: number): UnitRange => ({ fromUnit: unit, toUnit: unit + 1 });

/** From 1, Monday, to 7; the first of January 1970 was a Thursday. */
const weekdayOf = (day: number) => ((day + 3) % 7) + 1;

const sumOf = (channels: readonly { readonly sums: Sums }[]) =>
  addAll(channels.map(({ sums }) => sums));
