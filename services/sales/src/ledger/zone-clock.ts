const slotMs = 15 * 60_000;

/**
 * Makes a writer of instants as local times of a zone, `2025-05-18T14:00:00+02:00`, with `Z` for UTC
 * and with milliseconds only where there are some. Offsets change on quarters of an hour only, so
 * the last one is kept.
 */
export function makeZoneClock(zone: string): (ms: number) => string {
  let slot = Number.NaN;
  let offsetMs = 0;
  let suffix = "";
  return (ms) => {
    const present = Math.floor(ms / slotMs);
    if (present !== slot) {
      const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      slot = present;
      offsetMs = local.offsetNanoseconds / 1e6;
      suffix = zone === "UTC" ? "Z" : local.offset.slice(0, 6);
    }
    return new Date(ms + offsetMs).toISOString().replace(/(\.000)?Z$/, suffix);
  };
}
