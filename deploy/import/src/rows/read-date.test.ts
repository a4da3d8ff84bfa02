import { expect, test } from "vitest";
import { readDate } from "./read-date.ts";
import type { DateFormat } from "./row-rules.ts";

test.each<[DateFormat, string, string]>([
  ["iso", "2024-02-29", "2024-02-29"],
  ["iso", "2025-05-18 12:00", "2025-05-18T12:00:00"],
  ["iso", "2025-05-18 8:26", "2025-05-18T08:26:00"],
  ["iso", "2025-05-18T12:00:00.250+0200", "2025-05-18T12:00:00.250+02:00"],
  ["iso", "2025-05-18 12:00:00 +0200", "2025-05-18T12:00:00+02:00"],
  ["iso", "2025-05-18 12:00:00 UTC", "2025-05-18T12:00:00Z"],
  ["iso", "2025-05-18t23:59:59z", "2025-05-18T23:59:59Z"],
  ["mdy", "12/1/2010 8:26", "2010-12-01T08:26:00"],
  ["dmy", "12/1/2010 8:26", "2010-01-12T08:26:00"],
  ["dmy", "01.12.2010", "2010-12-01"],
  ["dmy", "1-12-2010, 20:15:30", "2010-12-01T20:15:30"],
  ["mdy", "12/1/2010 12:05 AM", "2010-12-01T00:05:00"],
  ["mdy", "12/1/2010 12:05 p.m.", "2010-12-01T12:05:00"],
  ["mdy", "12/1/2010 8:26:01PM", "2010-12-01T20:26:01"],
  ["ymd", "2010/12/1", "2010-12-01"],
  ["ymd", "2010.1.2 3:04", "2010-01-02T03:04:00"],
  ["ymd", "20101201", "2010-12-01"],
  ["dmy", "2010-12-01", "2010-12-01"],
])("reads as %s the date %s as %s", (format, text, date) => {
  expect(readDate(() => text, "d", format)).toBe(date);
});

test.each<[DateFormat, string, string]>([
  ["iso", "2025-02-29", "calendar"],
  ["iso", "2025-13-01", "calendar"],
  ["iso", "2025-00-01", "calendar"],
  ["iso", "18.05.2025", "say --date-format dmy"],
  ["iso", "12/1/2010 8:26", "say --date-format dmy or mdy"],
  ["iso", "2010/12/01", "say --date-format ymd"],
  ["iso", "40513.35", "not a date such as 2025-05-18"],
  ["iso", "1969-12-31", "from 1970 to 2104"],
  ["iso", "2105-01-01", "from 1970 to 2104"],
  ["iso", "2025-01-01T24:00", "time of the day"],
  ["iso", "2025-01-01T12:60", "time of the day"],
  ["iso", "2025-01-011", "not a date"],
  ["mdy", "13/1/2010", "read as mdy is not a day of the calendar"],
  ["dmy", "31.4.2010", "calendar"],
  ["dmy", "1.12/2010", "not a date"],
  ["dmy", "1.12.10", "century"],
  ["iso", "1/12/10 8:26", "century"],
  ["mdy", "12/1/2010 13:05 PM", "time of the day"],
  ["mdy", "12/1/2010 0:05 AM", "time of the day"],
  ["ymd", "2010121", "not a date"],
])("refuses as %s the date %s", (format, text, reason) => {
  expect(() => readDate(() => text, "d", format)).toThrow(reason);
});
