import { expect, test } from "vitest";
import { chooseGrain, countBuckets, type Grain, isTooFine } from "./grain.ts";

test.each<[string, string, Grain]>([
  ["2026-11-22", "2026-11-22", "hour"],
  ["2026-11-21", "2026-11-22", "hour"],
  ["2026-11-20", "2026-11-22", "day"],
  ["2026-08-25", "2026-11-22", "day"],
  ["2026-01-01", "2026-11-22", "week"],
  ["2023-11-01", "2026-11-22", "month"],
  ["2006-01-01", "2026-11-22", "quarter"],
  ["1970-01-02", "2026-11-22", "year"],
])("%s to %s is shown by %s", (startDate, endDate, grain) => {
  expect(chooseGrain({ startDate, endDate })).toBe(grain);
});

test("shows a period of unknown length by month, and refuses nothing of it", () => {
  expect(chooseGrain({ startDate: "2026-01-01" })).toBe("month");
  expect(isTooFine({ endDate: "2026-01-01" }, "hour")).toBe(false);
});

test("knows what the server would refuse", () => {
  const year = { startDate: "2026-01-01", endDate: "2026-12-31" };
  const two = { startDate: "2025-01-01", endDate: "2026-12-31" };
  expect(countBuckets(year, "hour")).toBe(8_760);
  expect(isTooFine(year, "hour")).toBe(false);
  expect(isTooFine(two, "hour")).toBe(true);
  expect(isTooFine({ startDate: "1970-01-02", endDate: "2026-12-31" }, "day")).toBe(true);
  expect(isTooFine({ startDate: "1970-01-02", endDate: "2026-12-31" }, "week")).toBe(false);
  expect(countBuckets({ startDate: "2026-02-01", endDate: "2026-01-01" }, "day")).toBe(0);
});
