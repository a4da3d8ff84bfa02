import type { RevenueFilter, Window } from "../query.ts";
import type { KnownUnits, UnitRange } from "./known-units.ts";
import type { Units } from "./units.ts";

/** What was asked cannot be told from the units of time that are known. */
export class NotKnownError extends Error {}

/** Units of time, and a way to find what is known of them now; undefined while it is not. */
export interface Knowledge {
  readonly units: Units;
  readonly find: (signal: AbortSignal) => Promise<KnownUnits | undefined>;
}

/** What is known, and some ranges of its units. */
export interface Found {
  readonly known: KnownUnits;
  readonly ranges: readonly [UnitRange, ...UnitRange[]];
}

/**
 * Finds what is known of the time between some instants.
 *
 * @param all the coarsest units first.
 * @param instantsMs ascending, at least two.
 * @throws NotKnownError when a product or category counts, or no known units begin at all instants.
 */
export async function findRanges(
  all: readonly Knowledge[],
  filter: RevenueFilter,
  instantsMs: readonly number[],
  signal: AbortSignal,
): Promise<Found> {
  if (filter.productIds.length > 0 || filter.categoryIds.length > 0) refuse();
  for (const { units, find } of all) {
    const inner = instantsMs.slice(1, -1);
    if (!inner.every((ms) => units.startOf(units.at(ms)) === ms)) continue;
    const known = await find(signal);
    const edges = known && toUnits(known, units, instantsMs);
    if (!edges) continue;
    const [range = refuse(), ...others] = edges.slice(1).map((toUnit, i) => ({
      fromUnit: edges[i] ?? toUnit,
      toUnit,
    }));
    return { known, ranges: [range, ...others] };
  }
  return refuse();
}

/** Finds what is known of a window as a whole. */
export async function findRange(
  all: readonly Knowledge[],
  filter: RevenueFilter,
  { startMs, endMs }: Window,
  signal: AbortSignal,
): Promise<{ readonly known: KnownUnits; readonly range: UnitRange }> {
  const { known, ranges } = await findRanges(all, filter, [startMs, endMs], signal);
  return { known, range: ranges[0] };
}

/**
 * Finds which units begin at some instants. An instant within a unit in which nothing was recorded may
 * be anywhere in it.
 *
 * @returns undefined when one cuts what was recorded in a unit, or lies before all that is known.
 */
function toUnits(
  known: KnownUnits,
  units: Units,
  instantsMs: readonly number[],
): number[] | undefined {
  const found = instantsMs.map((ms) => units.at(ms));
  const isKnown = (unit: number, i: number) =>
    unit >= known.fromUnit && (!known.has(unit) || units.startOf(unit) === instantsMs[i]);
  return found.every(isKnown) ? found : undefined;
}

/** @throws NotKnownError */
export function refuse(): never {
  throw new NotKnownError("this is not told from the units of time that are known");
}
