import type { Shift, Window } from "./query.ts";

/** A window of time and how a local calendar is ahead of UTC in it; the first shift begins with the window. */
export interface ShiftedWindow extends Window {
  readonly shifts: readonly Shift[];
}

/**
 * Lists the instants within a window at which another local day, or another unit of any length,
 * begins: also where a change of the clock leaves units out or goes back to one.
 *
 * @param unitMs the length of a unit where no change cuts it.
 */
export function listTurns({ endMs, shifts }: ShiftedWindow, unitMs: number): number[] {
  const turns: number[] = [];
  let last: number | undefined;
  for (const [i, { startMs, shiftMs }] of shifts.entries()) {
    let unit = Math.floor((startMs + shiftMs) / unitMs);
    if (last !== undefined && unit !== last) turns.push(startMs);
    const nextMs = Math.min(shifts[i + 1]?.startMs ?? endMs, endMs);
    for (;;) {
      const turnMs = (unit + 1) * unitMs - shiftMs;
      if (turnMs >= nextMs) break;
      turns.push(turnMs);
      unit++;
    }
    last = unit;
  }
  return turns;
}
