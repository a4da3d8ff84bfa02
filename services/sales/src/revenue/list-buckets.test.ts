import { expect, test } from "vitest";
import type { Granularity } from "./granularity.ts";
import { listBuckets } from "./list-buckets.ts";

/** Lists labels with the length of each bucket in hours; the last one's length is not known. */
function list(start: string, end: string, granularity: Granularity, zone: string) {
  const buckets = listBuckets(Date.parse(start), Date.parse(end), granularity, { zone }, 10_000);
  return buckets.map(({ label, startMs }, i) => {
    const nextMs = buckets[i + 1]?.startMs;
    return nextMs === undefined ? label : [label, (nextMs - startMs) / 3_600_000];
  });
}

test("days of 23 and 25 hours begin where the local calendar has them", () => {
  expect(list("2025-03-29T12:00Z", "2025-03-31T12:00Z", "day", "Europe/Berlin")).toEqual([
    ["2025-03-29", 24],
    ["2025-03-30", 23],
    "2025-03-31",
  ]);
  expect(list("2025-10-25T22:00Z", "2025-10-26T23:00:00.001Z", "day", "Europe/Berlin")).toEqual([
    ["2025-10-26", 25],
    "2025-10-27",
  ]);
  expect(list("2024-04-06T12:00Z", "2024-04-07T14:00Z", "day", "Australia/Lord_Howe")).toEqual([
    ["2024-04-06", 24],
    ["2024-04-07", 24.5],
    "2024-04-08",
  ]);
});

test("a midnight that the clock jumps over does not hide the day", () => {
  expect(list("2024-03-10T03:00Z", "2024-03-11T05:00Z", "day", "America/Havana")).toEqual([
    ["2024-03-09", 24],
    ["2024-03-10", 23],
    "2024-03-11",
  ]);
});

test("a day that the zone left out is left out", () => {
  expect(list("2011-12-29T12:00Z", "2011-12-31T12:00Z", "day", "Pacific/Apia")).toEqual([
    ["2011-12-29", 24],
    ["2011-12-31", 24],
    "2012-01-01",
  ]);
});

test("weeks begin on Monday, and a bucket that is cut keeps its first day as its label", () => {
  expect(list("2025-01-01T00:00Z", "2025-01-14T00:00Z", "week", "UTC")).toEqual([
    ["2024-12-30", 168],
    ["2025-01-06", 168],
    "2025-01-13",
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

test("an hour that comes twice makes two buckets, told apart by their offset", () => {
  expect(list("2025-10-26T00:30Z", "2025-10-26T02:30Z", "hour", "Europe/Berlin")).toEqual([
    ["2025-10-26T02:00:00+02:00", 1],
    ["2025-10-26T02:00:00+01:00", 1],
    "2025-10-26T03:00:00+01:00",
  ]);
});

test("an hour that the clock leaves out has no bucket", () => {
  expect(list("2025-03-30T00:00Z", "2025-03-30T01:30Z", "hour", "Europe/Berlin")).toEqual([
    ["2025-03-30T01:00:00+01:00", 1],
    "2025-03-30T03:00:00+02:00",
  ]);
});

test("where the clock moves by half an hour, the hours beside it are shorter", () => {
  expect(list("2024-04-06T14:00Z", "2024-04-06T15:40Z", "hour", "Australia/Lord_Howe")).toEqual([
    ["2024-04-07T01:00:00+11:00", 1],
    ["2024-04-07T01:00:00+10:30", 0.5],
    "2024-04-07T02:00:00+10:30",
  ]);
  expect(list("2024-10-05T15:00Z", "2024-10-05T16:10Z", "hour", "Australia/Lord_Howe")).toEqual([
    ["2024-10-06T01:00:00+10:30", 1],
    ["2024-10-06T02:00:00+11:00", 0.5],
    "2024-10-06T03:00:00+11:00",
  ]);
});

test("local hours begin off the UTC hour where the offset does", () => {
  expect(list("2024-01-01T00:00Z", "2024-01-01T00:16Z", "hour", "Asia/Kathmandu")).toEqual([
    ["2024-01-01T05:00:00+05:45", 1],
    "2024-01-01T06:00:00+05:45",
  ]);
});

test("stops at one bucket too many", () => {
  const buckets = listBuckets(0, Date.UTC(2100, 0, 1), "hour", { zone: "UTC" }, 100);
  expect(buckets).toHaveLength(101);
});
