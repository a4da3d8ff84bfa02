import { findSpan } from "../time/offset-spans.ts";
import type { Bucket } from "./list-buckets.ts";

const hourMs = 3_600_000;

/**
 * Lists the hours of the local clock that a half-open range of time touches. An hour is what the
 * clock shows at one offset: where the clock is set back, an hour that comes twice makes two
 * buckets, and one that is cut by the change is shorter.
 *
 * @returns one bucket more than maxBuckets when there would be more.
 */
export function listHours(
  startMs: number,
  endMs: number,
  zone: string,
  maxBuckets: number,
): Bucket[] {
  const buckets: Bucket[] = [];
  let span = findSpan(startMs, zone);
  let bucketMs = Math.max(floorHour(startMs, span.offsetMs), span.startMs);
  while (bucketMs < endMs && buckets.length <= maxBuckets) {
    if (bucketMs >= span.endMs) span = findSpan(bucketMs, zone);
    const nextMs = Math.min(floorHour(bucketMs, span.offsetMs) + hourMs, span.endMs);
    const label = labelHour(bucketMs, span.offsetMs);
    buckets.push({ label, startMs: bucketMs, endMs: nextMs });
    bucketMs = nextMs;
  }
  return buckets;
}

/** The instant at which the local clock last showed a full hour, at this offset. */
function floorHour(ms: number, offsetMs: number): number {
  return Math.floor((ms + offsetMs) / hourMs) * hourMs - offsetMs;
}

/** Prints an hour of the local clock with its offset. */
function labelHour(ms: number, offsetMs: number): string {
  const local = new Date(floorHour(ms, offsetMs) + offsetMs).toISOString().slice(0, 19);
  const minutes = Math.trunc(Math.abs(offsetMs) / 60_000);
  const sign = offsetMs < 0 ? "-" : "+";
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${local}${sign}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
}
