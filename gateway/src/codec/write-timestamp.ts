import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** Writes an instant as RFC 3339 in UTC, with no, three, six or nine fraction digits. */
export function writeTimestamp({ seconds, nanos }: Timestamp): string {
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  if (nanos === 0) return `${whole}Z`;
  const fraction = String(nanos)
    .padStart(9, "0")
    .replace(/(?:000){1,2}$/, "");
  return `${whole}.${fraction}Z`;
}
