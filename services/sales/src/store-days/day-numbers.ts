import type { Shift } from "../revenue/query.ts";
import type { StoreDays } from "./store-days.ts";

const dayMs = 86_400_000;

/** The number of the day that an instant belongs to: that of its date, counted from the first of January 1970. */
export function dayAt({ shifts }: StoreDays, ms: number): number {
  const shift = shifts[findLast(shifts, ({ startMs }) => startMs <= ms)];
  return shift ? numberBy(shift, ms) : 0;
}

/** The first instant of a day, in milliseconds since 1970, or of the next one when the zone left it out. */
export function startOf({ shifts }: StoreDays, day: number): number {
  const last = findLast(shifts, (shift) => numberBy(shift, shift.startMs) < day);
  const nextMs = shifts[last + 1]?.startMs ?? Number.POSITIVE_INFINITY;
  return Math.min(day * dayMs - (shifts[last]?.shiftMs ?? 0), nextMs);
}

const numberBy = ({ shiftMs }: Shift, ms: number) => Math.floor((ms + shiftMs) / dayMs);

/** The place of the last shift of which something holds that holds of all before it, or the first place. */
function findLast(shifts: readonly Shift[], holds: (shift: Shift) => boolean): number {
  let [low, high] = [0, shifts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const shift = shifts[middle];
    if (shift && holds(shift)) low = middle;
    else high = middle - 1;
  }
  return low;
}
