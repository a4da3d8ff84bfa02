import type { Calendar } from "../time/calendar.ts";
import { listSpans, type OffsetSpan } from "../time/offset-spans.ts";
import type { Shift, Window } from "./query.ts";

const dayMs = 86_400_000;

/**
 * Lists how far the clock of a zone is ahead of UTC in a window: an instant and its shift, divided by
 * the length of an hour, tell the hour of the clock.
 */
export function listClockShifts({ startMs, endMs }: Window, zone: string): Shift[] {
  return listSpans(startMs, endMs, zone).map((span) => ({
    startMs: Math.max(span.startMs, startMs),
    shiftMs: span.offsetMs,
  }));
}

/**
 * Lists how far the shop's days are ahead of those of UTC in a window: an instant and its shift,
 * divided by the length of a day, tell the number of the day since 1970. Where a day begins at a time
 * that the clock leaves out or shows twice, the change counts from when both offsets agree on the day
 * again, so that days are the same as everywhere else.
 */
export function listDayShifts({ startMs, endMs }: Window, { zone, dayStart }: Calendar): Shift[] {
  const dayStartMs = dayStart ? (dayStart.hour * 60 + dayStart.minute) * 60_000 : 0;
  // From two days before, since a change may count from later on.
  const spans = listSpans(startMs - 2 * dayMs, endMs, zone);
  const shifts = spans.map((span, i) => ({
    startMs: countsFrom(spans[i - 1], span, dayStartMs),
    shiftMs: span.offsetMs - dayStartMs,
  }));
  return shifts
    .filter((shift, i) => shift.startMs < endMs && (shifts[i + 1]?.startMs ?? endMs) > startMs)
    .map(({ startMs: fromMs, shiftMs }) => ({ startMs: Math.max(fromMs, startMs), shiftMs }));
}

/** From when days are told by a span's offset. */
function countsFrom(
  before: OffsetSpan | undefined,
  { startMs, offsetMs }: OffsetSpan,
  dayStartMs: number,
): number {
  if (!before) return startMs;
  const isLeftOut = before.offsetMs < offsetMs;
  // A day that begins at midnight begins with its first moment, whatever the clock shows then.
  if (isLeftOut && dayStartMs === 0) return startMs;
  // What the clock leaves out, or shows twice.
  const fromMs = startMs + Math.min(before.offsetMs, offsetMs);
  const toMs = startMs + Math.max(before.offsetMs, offsetMs);
  const dayBeginsMs = Math.ceil((fromMs - dayStartMs) / dayMs) * dayMs + dayStartMs;
  return dayBeginsMs < toMs ? startMs + dayBeginsMs - fromMs : startMs;
}
