import { Weekday } from "@backroom/proto/revenue/v1/revenue_pb";
import { expect, test } from "vitest";
import { type CalendarRequest, readCalendar } from "../time/read-calendar.ts";
import type { Granularity } from "./granularity.ts";
import { listBuckets } from "./list-buckets.ts";

/** Lists labels with the length of each bucket in hours. */
function list(
  start: string,
  end: string,
  granularity: Granularity,
  timeZone: string,
  more: CalendarRequest = {},
) {
  const calendar = readCalendar({ ...more, timeZone }, "UTC");
  const buckets = listBuckets(Date.parse(start), Date.parse(end), granularity, calendar, 10_000);
  return buckets.map(({ label, startMs, endMs }, i) => {
    expect(startMs).toBe(buckets[i - 1]?.endMs ?? startMs);
    return [label, (endMs - startMs) / 3_600_000];
  });
}

test("days of 23 and 25 hours begin where the local calendar has them", () => {
  expect(list("2025-03-29T12:00Z", "2025-03-31T12:00Z", "day", "Europe/Berlin")).toEqual([
    ["2025-03-29", 24],
    ["2025-03-30", 23],
    ["2025-03-31", 24],
  ]);
  expect(list("2025-10-25T22:00Z", "2025-10-26T23:00:00.001Z", "day", "Europe/Berlin")).toEqual([
    ["2025-10-26", 25],
    ["2025-10-27", 24],
  ]);
  expect(list("2024-04-06T12:00Z", "2024-04-07T14:00Z", "day", "Australia/Lord_Howe")).toEqual([
    ["2024-04-06", 24],
    ["2024-04-07", 24.5],
    ["2024-04-08", 24],
  ]);
});

test("a midnight that the clock jumps over does not hide the day", () => {
  expect(list("2024-03-10T03:00Z", "2024-03-11T05:00Z", "day", "America/Havana")).toEqual([
    ["2024-03-09", 24],
    ["2024-03-10", 23],
    ["2024-03-11", 24],
  ]);
});

test("a day that the zone left out is left out", () => {
  expect(list("2011-12-29T12:00Z", "2011-12-31T12:00Z", "day", "Pacific/Apia")).toEqual([
    ["2011-12-29", 24],
    ["2011-12-31", 24],
    ["2012-01-01", 24],
  ]);
});

test("weeks begin on Monday, and a bucket that is cut keeps its first day as its label", () => {
  expect(list("2025-01-01T00:00Z", "2025-01-14T00:00Z", "week", "UTC")).toEqual([
    ["2024-12-30", 168],
    ["2025-01-06", 168],
    ["2025-01-13", 168],
  ]);
});

test.each<[Granularity, string[]]>([
  ["month", ["2024-12-01", "2025-01-01", "2025-02-01"]],
  ["quarter", ["2024-10-01", "2025-01-01"]],
  ["year", ["2024-01-01", "2025-01-01"]],
])("%ss are those of the calendar", (granularity, labels) => {
  const buckets = listBuckets(
    Date.parse("2024-11-30T18:15Z"),
    Date.parse("2025-01-31T18:15:00.001Z"),
    granularity,
    { zone: "Asia/Kathmandu" },
    10_000,
  );
  expect(buckets.map(({ label }) => label)).toEqual(labels);
});

test.each<[Weekday, string[]]>([
  [Weekday.UNSPECIFIED, ["2024-12-30", "2025-01-06"]],
  [Weekday.MONDAY, ["2024-12-30", "2025-01-06"]],
  [Weekday.THURSDAY, ["2025-01-02", "2025-01-09"]],
  [Weekday.SATURDAY, ["2025-01-04", "2025-01-11"]],
  [Weekday.SUNDAY, ["2025-01-05", "2025-01-12"]],
])("weeks begin on day %d", (weekStart, labels) => {
  const weeks = list("2025-01-05T12:00Z", "2025-01-12T12:00Z", "week", "UTC", { weekStart });
  expect(weeks.map(([label]) => label)).toEqual(labels);
});

test("days begin at the shop's time, and so do months; what is before it is of the day before", () => {
  const dayStart = "03:00";
  expect(list("2025-01-01T02:59Z", "2025-01-02T03:00Z", "day", "UTC", { dayStart })).toEqual([
    ["2024-12-31", 24],
    ["2025-01-01", 24],
  ]);
  expect(list("2025-01-01T02:59Z", "2025-01-01T03:01Z", "month", "UTC", { dayStart })).toEqual([
    ["2024-12-01", 744],
    ["2025-01-01", 744],
  ]);
  expect(list("2025-01-01T02:59Z", "2025-01-01T03:01Z", "hour", "UTC", { dayStart })).toEqual([
    ["2025-01-01T02:00:00+00:00", 1],
    ["2025-01-01T03:00:00+00:00", 1],
  ]);
});

test("a start of the day that the clock skips is as much later as it jumped", () => {
  const nights = ["2025-03-29T12:00Z", "2025-03-31T12:00Z"] as const;
  expect(list(...nights, "day", "Europe/Berlin", { dayStart: "02:30" })).toEqual([
    ["2025-03-29", 24],
    ["2025-03-30", 23],
    ["2025-03-31", 24],
  ]);
  const [, sunday] = listBuckets(
    Date.parse(nights[0]),
    Date.parse(nights[1]),
    "day",
    readCalendar({ timeZone: "Europe/Berlin", dayStart: "02:30" }, "UTC"),
    10,
  );
  expect(sunday?.startMs).toBe(Date.parse("2025-03-30T03:30+02:00"));
});

test("a start of the day that the clock shows twice counts the first time", () => {
  const dayStart = "01:45";
  const from = "2024-04-06T14:45Z"; // 01:45 for the first time; half an hour later again.
  expect(list(from, "2024-04-06T15:15Z", "day", "Australia/Lord_Howe", { dayStart })).toEqual([
    ["2024-04-07", 24.5],
  ]);
});

test("a day has begun although the clock is set back over its beginning", () => {
  // In St. John's the clock went from 00:01 back to 23:01 of the day before.
  expect(list("2010-11-07T02:45Z", "2010-11-07T02:46Z", "day", "America/St_Johns")).toEqual([
    ["2010-11-07", 25],
  ]);
});

test("business days pass over a day that the zone left out", () => {
  const dayStart = "03:00";
  expect(
    list("2011-12-29T13:00Z", "2011-12-31T13:00Z", "day", "Pacific/Apia", { dayStart }),
  ).toEqual([
    ["2011-12-29", 24],
    ["2011-12-31", 24],
  ]);
});

test("an hour that comes twice makes two buckets, told apart by their offset", () => {
  expect(list("2025-10-26T00:30Z", "2025-10-26T02:30Z", "hour", "Europe/Berlin")).toEqual([
    ["2025-10-26T02:00:00+02:00", 1],
    ["2025-10-26T02:00:00+01:00", 1],
    ["2025-10-26T03:00:00+01:00", 1],
  ]);
});

test("an hour that the clock leaves out has no bucket", () => {
  expect(list("2025-03-30T00:00Z", "2025-03-30T01:30Z", "hour", "Europe/Berlin")).toEqual([
    ["2025-03-30T01:00:00+01:00", 1],
    ["2025-03-30T03:00:00+02:00", 1],
  ]);
});

test("where the clock moves by half an hour, the hours beside it are shorter", () => {
  expect(list("2024-04-06T14:00Z", "2024-04-06T15:40Z", "hour", "Australia/Lord_Howe")).toEqual([
    ["2024-04-07T01:00:00+11:00", 1],
    ["2024-04-07T01:00:00+10:30", 0.5],
    ["2024-04-07T02:00:00+10:30", 1],
  ]);
  expect(list("2024-10-05T15:00Z", "2024-10-05T16:10Z", "hour", "Australia/Lord_Howe")).toEqual([
    ["2024-10-06T01:00:00+10:30", 1],
    ["2024-10-06T02:00:00+11:00", 0.5],
    ["2024-10-06T03:00:00+11:00", 1],
  ]);
});

test("local hours begin off the UTC hour where the offset does", () => {
  expect(list("2024-01-01T00:00Z", "2024-01-01T00:16Z", "hour", "Asia/Kathmandu")).toEqual([
    ["2024-01-01T05:00:00+05:45", 1],
    ["2024-01-01T06:00:00+05:45", 1],
  ]);
});

test("stops at one bucket too many", () => {
  const buckets = listBuckets(0, Date.UTC(2100, 0, 1), "hour", { zone: "UTC" }, 100);
  expect(buckets).toHaveLength(101);
});
