import { ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import type { Calendar } from "../time/calendar.ts";
import { readCalendar } from "../time/read-calendar.ts";
import { readRange } from "../time/read-range.ts";
import { type Earlier, findEarlierRange } from "./earlier-range.ts";

/** Finds the earlier range of what a request gives, in local time; a bound that is a day's beginning is printed as that date. */
function find(start: string, end: string, earlier: Earlier, zone: string, dayStart?: string) {
  const calendar = readCalendar({ timeZone: zone, dayStart }, "UTC");
  const given = { startField: "start_date", start, endField: "end_date", end, ...calendar };
  const { startMs = Number.NaN, endMs = Number.NaN } = readRange(given);
  const found = findEarlierRange({ startMs, endMs }, earlier, calendar);
  return [print(found.startMs, calendar), print(found.endMs, calendar)];
}

function print(ms: number, { zone }: Calendar): string {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return local.toPlainDateTime().toString({ smallestUnit: "millisecond" }).replace(":00.000", "");
}

type Row = [zone: string, start: string, end: string, from: string, to: string, dayStart?: string];

test.each<Row>([
  ["UTC", "2025-03-01", "2025-03-31", "2025-02-01T00:00", "2025-03-01T00:00"],
  ["UTC", "2025-01-01", "2025-03-31", "2024-10-01T00:00", "2025-01-01T00:00"],
  ["UTC", "2024-01-01", "2024-12-31", "2023-01-01T00:00", "2024-01-01T00:00"],
  ["UTC", "2024-02-01", "2024-02-29", "2024-01-01T00:00", "2024-02-01T00:00"],
  ["UTC", "2025-03-08", "2025-03-14", "2025-03-01T00:00", "2025-03-08T00:00"],
  ["UTC", "2025-03-01", "2025-03-30", "2025-01-30T00:00", "2025-03-01T00:00"],
  ["UTC", "2025-03-02T10:00Z", "2025-03-02T11:59:59.999Z", "2025-03-02T08:00", "2025-03-02T10:00"],
  // Days of 23 and of 25 hours are days; what is not of whole days is as long in hours.
  ["Europe/Berlin", "2025-03-30", "2025-03-30", "2025-03-29T00:00", "2025-03-30T00:00"],
  ["Europe/Berlin", "2025-03-31", "2025-04-06", "2025-03-24T00:00", "2025-03-31T00:00"],
  ["Europe/Berlin", "2025-10-26", "2025-10-26", "2025-10-25T00:00", "2025-10-26T00:00"],
  [
    "Europe/Berlin",
    "2025-03-30T12:00",
    "2025-03-31T11:59:59.999",
    "2025-03-29T11:00",
    "2025-03-30T12:00",
  ],
  // A day without a midnight, and a day after a midnight that came twice.
  ["America/Havana", "2024-03-10", "2024-03-10", "2024-03-09T00:00", "2024-03-10T01:00"],
  ["America/Havana", "2024-11-04", "2024-11-04", "2024-11-03T00:00", "2024-11-04T00:00"],
  // The day that Apia left out is not counted, on either side.
  ["Pacific/Apia", "2011-12-29", "2011-12-29", "2011-12-28T00:00", "2011-12-29T00:00"],
  ["Pacific/Apia", "2011-12-31", "2011-12-31", "2011-12-29T00:00", "2011-12-31T00:00"],
  ["Pacific/Apia", "2011-12-28", "2012-01-02", "2011-12-23T00:00", "2011-12-28T00:00"],
  ["Pacific/Apia", "2012-01-01", "2012-01-03", "2011-12-28T00:00", "2012-01-01T00:00"],
  ["Pacific/Apia", "2011-12-01", "2011-12-31", "2011-11-01T00:00", "2011-12-01T00:00"],
  // A shop's days begin at 03:00, and so do its months.
  ["UTC", "2025-03-01", "2025-03-31", "2025-02-01T03:00", "2025-03-01T03:00", "03:00"],
  [
    "UTC",
    "2025-03-01T00:00",
    "2025-03-31T23:59:59.999",
    "2025-01-29T00:00",
    "2025-03-01T00:00",
    "03:00",
  ],
  ["Europe/Berlin", "2025-03-29", "2025-03-29", "2025-03-28T02:30", "2025-03-29T02:30", "02:30"],
  ["Europe/Berlin", "2025-03-31", "2025-03-31", "2025-03-30T03:30", "2025-03-31T02:30", "02:30"],
  ["Pacific/Apia", "2011-12-31", "2011-12-31", "2011-12-29T03:00", "2011-12-31T03:00", "03:00"],
])("in %s the period before %s to %s begins %s", (zone, start, end, from, to, dayStart) => {
  expect(find(start, end, "previous period", zone, dayStart)).toEqual([from, to]);
});

test.each<Row>([
  ["UTC", "2025-03-01", "2025-03-31", "2024-03-01T00:00", "2024-04-01T00:00"],
  ["UTC", "2024-02-01", "2024-02-28", "2023-02-01T00:00", "2023-03-01T00:00"],
  ["UTC", "2024-02-01", "2024-02-29", "2023-02-01T00:00", "2023-03-01T00:00"],
  ["UTC", "2024-02-29", "2024-02-29", "2023-02-28T00:00", "2023-03-01T00:00"],
  ["UTC", "2025-02-01", "2025-02-28", "2024-02-01T00:00", "2024-02-29T00:00"],
  ["UTC", "2024-02-29T10:00Z", "2024-03-01T09:59:59.999Z", "2023-02-28T10:00", "2023-03-01T10:00"],
  ["UTC", "2024-02-28T12:00Z", "2024-02-29T10:00Z", "2023-02-28T12:00", "2023-02-28T12:00"],
  // The same times of the clock, whatever its offset was.
  [
    "Europe/Berlin",
    "2025-03-30T12:00",
    "2025-03-30T12:59:59.999",
    "2024-03-30T12:00",
    "2024-03-30T13:00",
  ],
  ["America/Havana", "2025-03-10", "2025-03-10", "2024-03-10T01:00", "2024-03-11T00:00"],
  ["America/Havana", "2024-03-10", "2024-03-10", "2023-03-10T00:00", "2023-03-11T00:00"],
  ["Pacific/Apia", "2012-12-29", "2012-12-31", "2011-12-29T00:00", "2012-01-01T00:00"],
  ["Pacific/Apia", "2011-12-29", "2011-12-29", "2010-12-29T00:00", "2010-12-30T00:00"],
  ["Pacific/Apia", "2012-12-30", "2012-12-30", "2011-12-31T00:00", "2011-12-31T00:00"],
  ["UTC", "2024-02-29", "2024-02-29", "2023-02-28T03:00", "2023-03-01T03:00", "03:00"],
])("in %s a year before %s to %s is %s", (zone, start, end, from, to, dayStart) => {
  expect(find(start, end, "previous year", zone, dayStart)).toEqual([from, to]);
});

test("refuses what lies before all that is kept", () => {
  const refuse = (earlier: Earlier) => {
    try {
      return find("1970-01-05", "1970-01-31", earlier, "UTC");
    } catch (error) {
      return ConnectError.from(error).message;
    }
  };
  const message = "[invalid_argument] against: the earlier range must not begin before 1970-01-02";
  expect(refuse("previous period")).toBe(message);
  expect(refuse("previous year")).toBe(message);
});
