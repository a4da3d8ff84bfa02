import { create } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { Refusal } from "../json/refusal.ts";

const rfc3339 =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.([0-9]{1,9}))?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;

/** Reads an RFC 3339 instant with up to nine fraction digits. */
export function readTimestamp(text: string): Timestamp {
  const match = rfc3339.exec(text);
  const fraction = match?.[1] ?? "";
  const ms = match ? Date.parse(text.replace(`.${fraction}`, "")) : Number.NaN;
  if (Number.isNaN(ms)) throw new Refusal("must be an RFC 3339 instant like 2025-05-18T12:00:00Z");
  return create(TimestampSchema, {
    seconds: BigInt(ms / 1000),
    nanos: Number(fraction.padEnd(9, "0")),
  });
}
