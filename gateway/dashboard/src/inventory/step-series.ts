import type { HistoryEntry } from "@backroom/proto/inventory/v1/inventory_pb";

/** A moment of an item's history: what lay there from then on, and what changed it. */
export interface Step {
  readonly quantity: bigint;
  /** Absent for what lay there before the first change, and for what lies there now. */
  readonly entry?: HistoryEntry;
}

/**
 * Makes steps of changes as the server lists them, newest first: what lay there before the oldest,
 * each change, and, when these are the latest changes, what lies there now.
 */
export function makeSteps(
  newestFirst: readonly HistoryEntry[],
  isLatest: boolean,
): readonly Step[] {
  const oldest = newestFirst.at(-1);
  const newest = newestFirst[0];
  if (!oldest || !newest) return [];
  return [
    { quantity: oldest.quantity - oldest.changeQty },
    ...newestFirst.toReversed().map((entry) => ({ quantity: entry.quantity, entry })),
    ...(isLatest ? [{ quantity: newest.quantity }] : []),
  ];
}
