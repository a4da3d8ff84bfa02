import { create } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { Refusal } from "../json/refusal.ts";

const rfc3339 =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
const nanosPerSecond = 1_000_000_000n;

/** Reads an RFC 3339 instant with up to nine fraction digits. */
export function readTimestamp(text: string): Timestamp {
  const all = readNanos(text);
  const nanos = ((all % nanosPerSecond) + nanosPerSecond) % nanosPerSecond;
  const seconds = (all - nanos) / nanosPerSecond;
  return create(TimestampSchema, { seconds, nanos: Number(nanos) });
}

/** Reads an instant as nanoseconds since 1970. */
function readNanos(text: string): bigint {
  try {
    if (rfc3339.test(text)) return Temporal.Instant.from(text).epochNanoseconds;
  } catch {
    // It has the form of an instant and is none, such as February 30th.
  }
  throw new Refusal("must be an RFC 3339 instant like 2025-05-18T12:00:00Z");
}
