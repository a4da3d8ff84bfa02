const slotMs = 60_000;
const maxKept = 10_000;

interface Offset {
  readonly ms: number;
  readonly suffix: string;
}

/**
 * Makes a writer of instants as local times of a zone, `2025-05-18T14:00:00+02:00`, with `Z` for UTC
 * and with milliseconds only where there are some. Offsets change on whole minutes only, so that of
 * each minute is found once.
 */
export function makeZoneClock(zone: string): (ms: number) => string {
  const offsets = new Map<number, Offset>();
  return (ms) => {
    const slot = Math.floor(ms / slotMs);
    let offset = offsets.get(slot);
    if (!offset) {
      offset = findOffset(zone, slot * slotMs);
      if (offsets.size >= maxKept) offsets.clear();
      offsets.set(slot, offset);
    }
    return new Date(ms + offset.ms).toISOString().replace(/(\.000)?Z$/, offset.suffix);
  };
}

/** Finds the offset of a zone at an instant, in whole minutes, as RFC 3339 has it; Monrovia's once was not. */
function findOffset(zone: string, ms: number): Offset {
  if (zone === "UTC") return { ms: 0, suffix: "Z" };
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const minutes = Math.trunc(local.offsetNanoseconds / 60e9);
  const magnitude = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, "0");
  return {
    ms: minutes * 60_000,
    suffix: `${minutes < 0 ? "-" : "+"}${two(Math.trunc(magnitude / 60))}:${two(magnitude % 60)}`,
  };
}
