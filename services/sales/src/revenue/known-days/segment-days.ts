import type { SegmentsQuery } from "../query.ts";
import type { SegmentRow } from "../revenue-store.ts";
import { addAll } from "../sums.ts";
import type { DayRange } from "./create-day-store.ts";
import { compareChannels, type KnownDays } from "./known-days.ts";

/** Splits each bucket by channel: those with the highest net revenue of all the buckets together, and the rest. */
export function segmentDays(
  days: KnownDays,
  buckets: readonly DayRange[],
  { filter, limit, maxRows }: Pick<SegmentsQuery, "filter" | "limit" | "maxRows">,
): SegmentRow[] {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const ranked = days.sumChannels(first.fromDay, last.toDay, filter).sort(compareChannels);
  const places = new Map(ranked.slice(0, limit).map(({ channel }, i) => [channel, i + 1]));
  const rows = buckets.flatMap(({ fromDay, toDay }, bucket) => {
    const taken = days.sumChannels(fromDay, toDay, filter);
    const byPlace = Map.groupBy(taken, ({ channel }) => places.get(channel) ?? 0);
    return [...byPlace].map(([place, some]) => ({
      bucket,
      place,
      key: place === 0 ? "" : (some[0]?.channel ?? ""),
      sums: addAll(some.map(({ sums }) => sums)),
    }));
  });
  return rows.slice(0, maxRows);
}
