import type { SegmentsQuery } from "../query.ts";
import type { SegmentRow } from "../revenue-store.ts";
import { addAll } from "../sums.ts";
import { compareChannels, type KnownUnits, type UnitRange } from "./known-units.ts";

/** Splits each bucket by channel: those with the highest net revenue of all the buckets together, and the rest. */
export function segmentUnits(
  known: KnownUnits,
  buckets: readonly UnitRange[],
  { filter, limit, maxRows }: Pick<SegmentsQuery, "filter" | "limit" | "maxRows">,
): SegmentRow[] {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const ranked = known
    .sumChannels({ fromUnit: first.fromUnit, toUnit: last.toUnit }, filter)
    .sort(compareChannels);
  const places = new Map(ranked.slice(0, limit).map(({ channel }, i) => [channel, i + 1]));
  const rows = buckets.flatMap((range, bucket) => {
    const taken = known.sumChannels(range, filter);
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
