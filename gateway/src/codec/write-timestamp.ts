import type { Timestamp } from "@bufbuild/protobuf/wkt";

const secondsPerDay = 86_400;
const maxDays = 10_000;
const dayTexts = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Writes an instant as RFC 3339 in UTC, with no, three, six or nine fraction digits. */
export function writeTimestamp({ seconds, nanos }: Timestamp): string {
  const whole = Number(seconds);
  const day = Math.floor(whole / secondsPerDay);
  const second = whole - day * secondsPerDay;
  const hours = twoDigits[Math.floor(second / 3600)];
  const minutes = twoDigits[Math.floor(second / 60) % 60];
  return `${writeDay(day)}${hours}:${minutes}:${twoDigits[second % 60]}${writeFraction(nanos)}Z`;
}

/** Writes the date of a day since 1970. Most instants of an answer share few days: they are kept. */
function writeDay(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  if (dayTexts.size >= maxDays) dayTexts.clear();
  const text = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 11);
  dayTexts.set(day, text);
  return text;
}

/** Writes nanoseconds as a fraction of a second, nothing for none. */
function writeFraction(nanos: number): string {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  if (!digits.endsWith("000")) return `.${digits}`;
  return digits.endsWith("000000") ? `.${digits.slice(0, 3)}` : `.${digits.slice(0, 6)}`;
}
