import { expect, test } from "vitest";
import { findToday } from "./calendar.ts";
import { findPeriod, type Preset, readPeriod } from "./period.ts";

const today = "2026-11-22"; // A Sunday.

test.each<[Preset, string | undefined, string | undefined]>([
  ["today", "2026-11-22", "2026-11-22"],
  ["yesterday", "2026-11-21", "2026-11-21"],
  ["7d", "2026-11-16", "2026-11-22"],
  ["30d", "2026-10-24", "2026-11-22"],
  ["90d", "2026-08-25", "2026-11-22"],
  ["week", "2026-11-16", "2026-11-22"],
  ["month", "2026-11-01", "2026-11-22"],
  ["last-month", "2026-10-01", "2026-10-31"],
  ["quarter", "2026-10-01", "2026-11-22"],
  ["year", "2026-01-01", "2026-11-22"],
  ["12m", "2025-12-01", "2026-11-22"],
  ["all", undefined, undefined],
])("finds the days of %s", (preset, startDate, endDate) => {
  expect(findPeriod(preset, today)).toEqual({ startDate, endDate });
});

test("crosses the ends of years and leap days", () => {
  expect(findPeriod("last-month", "2028-03-31")).toEqual({
    startDate: "2028-02-01",
    endDate: "2028-02-29",
  });
  expect(findPeriod("last-month", "2026-01-15").startDate).toBe("2025-12-01");
  expect(findPeriod("quarter", "2026-01-01").startDate).toBe("2026-01-01");
});

test("reads the period of an address, and the fallback's where there is none", () => {
  expect(readPeriod({ period: "today" }, today).preset).toBe("today");
  expect(readPeriod({ from: "2026-01-01" }, today)).toEqual({ startDate: "2026-01-01" });
  expect(readPeriod({ from: "yesterday" }, today).preset).toBe("30d");
  expect(readPeriod({ from: "2026-02-29", to: "2026-13-01" }, today).preset).toBe("30d");
  expect(readPeriod({ from: "2028-02-29" }, today)).toEqual({ startDate: "2028-02-29" });
  expect(readPeriod({ period: "toString" }, today, "7d").preset).toBe("7d");
});

test("tells the date of a zone", () => {
  const instant = new Date("2026-11-22T23:30:00Z");
  expect(findToday("UTC", instant)).toBe("2026-11-22");
  expect(findToday("Asia/Kathmandu", instant)).toBe("2026-11-23");
  expect(findToday("America/New_York", instant)).toBe("2026-11-22");
});
