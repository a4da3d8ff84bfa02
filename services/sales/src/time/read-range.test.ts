import { ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { readCalendar } from "./read-calendar.ts";
import { readInstant } from "./read-instant.ts";
import { readRange } from "./read-range.ts";
import { readZone } from "./read-zone.ts";

const read = (start: string | undefined, end: string | undefined, zone = "UTC") =>
  readRange({ startField: "start_date", start, endField: "end_date", end, zone });
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

/** The message of what a function throws. */
function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return ConnectError.from(error).rawMessage;
  }
  return expect.unreachable();
}

test.each([
  ["2025-05-18", "UTC", "2025-05-18T00:00:00.000Z"],
  ["2025-05-18", "Europe/Berlin", "2025-05-17T22:00:00.000Z"],
  ["2025-05-18T12:00:00", "UTC", "2025-05-18T12:00:00.000Z"],
  ["2025-05-18T12:00", "America/New_York", "2025-05-18T16:00:00.000Z"],
  ["2025-05-18 12:00:00.5", "UTC", "2025-05-18T12:00:00.500Z"],
  ["2025-05-18T12:00:00.123456Z", "Asia/Kathmandu", "2025-05-18T12:00:00.123Z"],
  ["2025-05-18T12:00:00+05:45", "UTC", "2025-05-18T06:15:00.000Z"],
  ["2025-03-30T02:30:00", "Europe/Berlin", "2025-03-30T01:30:00.000Z"],
  ["2025-10-26T02:30:00", "Europe/Berlin", "2025-10-26T00:30:00.000Z"],
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
])("reads %s in %s", (text, zone, instant) => {
  expect(iso(readInstant("sale_date", text, zone))).toBe(instant);
});

test.each([
  "",
  "yesterday",
  "2025-02-30",
  "2025-13-01",
  "2025-5-1",
  "2025-05-18T25:00:00",
  "20250518",
])("refuses %j", (text) => {
  expect(messageOf(() => readInstant("sale_date", text, "UTC"))).toContain("sale_date: ");
});

test("refuses what lies out of bounds", () => {
  expect(messageOf(() => readInstant("sale_date", "1969-12-31", "UTC"))).toBe(
    "sale_date: must lie between 1970-01-02 and 2104-12-31",
  );
  expect(messageOf(() => readInstant("sale_date", "2105-01-01", "UTC"))).toContain("must lie");
});

test("includes the whole last day, of 23 hours too", () => {
  const { startMs, endMs } = read("2025-03-30", "2025-03-30", "Europe/Berlin");
  expect(iso(startMs)).toBe("2025-03-29T23:00:00.000Z");
  expect(iso(endMs)).toBe("2025-03-30T22:00:00.000Z");
});

test.each([
  ["Europe/Berlin", "2025-03-01", "03:00", "2025-03-01T02:00:00.000Z", "2025-03-02T02:00:00.000Z"],
  // The clock skips 02:30, so the day begins as much later as it jumped: at 03:30.
  ["Europe/Berlin", "2025-03-30", "02:30", "2025-03-30T01:30:00.000Z", "2025-03-31T00:30:00.000Z"],
  // The clock shows 02:30 twice, and the day begins at the first.
  ["Europe/Berlin", "2025-10-26", "02:30", "2025-10-26T00:30:00.000Z", "2025-10-27T01:30:00.000Z"],
  // 30 December was left out, so the business day of the 29th ends on the 31st.
  ["Pacific/Apia", "2011-12-29", "03:00", "2011-12-29T13:00:00.000Z", "2011-12-30T13:00:00.000Z"],
])("in %s the whole of %s begins at %s", (timeZone, date, dayStart, from, to) => {
  const calendar = readCalendar({ timeZone, dayStart }, "UTC");
  const given = { startField: "start_date", start: date, endField: "end_date", end: date };
  const { startMs, endMs } = readRange({ ...given, ...calendar });
  expect([iso(startMs), iso(endMs)]).toEqual([from, to]);
});

test("an instant is read by the clock, whenever days begin", () => {
  const calendar = readCalendar({ dayStart: "03:00" }, "UTC");
  const given = { startField: "start_date", start: "2025-05-18T00:00", endField: "end_date" };
  const { startMs } = readRange({ ...given, end: undefined, ...calendar });
  expect(iso(startMs)).toBe("2025-05-18T00:00:00.000Z");
});

test("includes an instant at the end", () => {
  const { endMs } = read(undefined, "2025-05-18T23:59:59");
  expect(iso(endMs)).toBe("2025-05-18T23:59:59.001Z");
});

test("leaves open what is not given", () => {
  expect(read(undefined, undefined)).toEqual({ startMs: undefined, endMs: undefined });
});

test("refuses a reversed range", () => {
  expect(messageOf(() => read("2025-05-19", "2025-05-18"))).toBe(
    "end_date: must not be before start_date",
  );
});

test("reads zones in any case and refuses unknown ones", () => {
  expect(readZone("time_zone", "europe/berlin", "UTC")).toBe("Europe/Berlin");
  expect(readZone("time_zone", undefined, "Asia/Tokyo")).toBe("Asia/Tokyo");
  expect(messageOf(() => readZone("time_zone", "Mars/Olympus", "UTC"))).toContain("time_zone: ");
  expect(messageOf(() => readZone("time_zone", "+02:00", "UTC"))).toContain("time_zone: ");
});
