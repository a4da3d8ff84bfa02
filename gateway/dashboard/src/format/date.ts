import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { timestampDate } from "@bufbuild/protobuf/wkt";

/** Prints an instant with date and time in the reader's locale and the shop's zone. */
export function formatInstant(instant: Timestamp | Date | undefined, timeZone: string): string {
  if (!instant) return "–";
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(toDate(instant));
}

/** Prints only the time of an instant, to the second. */
export function formatTime(instant: Timestamp | Date, timeZone: string): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: "medium", timeZone }).format(
    toDate(instant),
  );
}

/** Prints only the day of an instant. */
export function formatDay(instant: Timestamp | Date, timeZone: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone }).format(
    toDate(instant),
  );
}

/** Prints only the time of an instant, to the minute. */
export function formatMinute(instant: Timestamp | Date, timeZone: string): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: "short", timeZone }).format(
    toDate(instant),
  );
}

/** Prints a calendar date such as `2026-05-18`, which no zone moves. */
export function formatDate(date: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

function toDate(instant: Timestamp | Date): Date {
  return instant instanceof Date ? instant : timestampDate(instant);
}
