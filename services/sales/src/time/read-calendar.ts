import { Weekday } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Calendar } from "./calendar.ts";
import { readZone } from "./read-zone.ts";

/** What a request says of the calendar. */
export interface CalendarRequest {
  readonly timeZone?: string | undefined;
  /** `HH:MM`; validated before. */
  readonly dayStart?: string | undefined;
  readonly weekStart?: Weekday;
}

/**
 * Reads the calendar that a request is about: days begin at midnight in the store's zone and weeks on
 * Monday, unless it says otherwise.
 *
 * @throws ConnectError INVALID_ARGUMENT when there is no such zone.
 */
export function readCalendar(
  { timeZone, dayStart = "00:00", weekStart = Weekday.UNSPECIFIED }: CalendarRequest,
  storeTimeZone: string,
): Calendar {
  return {
    zone: readZone("time_zone", timeZone, storeTimeZone),
    dayStart: Temporal.PlainTime.from(dayStart),
    weekStart: weekStart === Weekday.UNSPECIFIED ? Weekday.MONDAY : weekStart,
  };
}
