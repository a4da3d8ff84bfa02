/** A span of time in which a zone keeps one offset from UTC. */
export interface OffsetSpan {
  /** Its first instant, in milliseconds since 1970; without end into the past it is -Infinity. */
  readonly startMs: number;
  /** The first instant after it; Infinity when no change is known. */
  readonly endMs: number;
  /** How far the local clock is ahead of UTC, in milliseconds. */
  readonly offsetMs: number;
}

/** Finds the span of one offset that an instant lies in. */
export function findSpan(ms: number, zone: string): OffsetSpan {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  // The transition before the next millisecond, so that one at this very instant counts.
  const before = at.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const next = at.getTimeZoneTransition("next");
  return {
    startMs: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    endMs: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: at.offsetNanoseconds / 1_000_000,
  };
}

/** Lists the spans of one offset that a half-open range of time touches, oldest first: about two a year. */
export function listSpans(startMs: number, endMs: number, zone: string): OffsetSpan[] {
  const spans = [findSpan(startMs, zone)];
  for (let last = spans[0]; last && last.endMs < endMs; last = spans.at(-1)) {
    spans.push(findSpan(last.endMs, zone));
  }
  return spans;
}
