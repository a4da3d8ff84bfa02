import { expect, test } from "vitest";
import { cycleToSql, summaryToSql } from "./cycle-to-sql.ts";
import { listClockShifts, listDayShifts } from "./list-shifts.ts";
import type { RevenueFilter } from "./query.ts";

const filter: RevenueFilter = { productIds: [], categoryIds: [], channels: [], kinds: [] };
const january = { startMs: Date.UTC(2024, 0), endMs: Date.UTC(2024, 1) };
const year = { startMs: Date.UTC(2024, 0), endMs: Date.UTC(2025, 0) };
/** The tables that a statement reads, in order. */
const tablesOf = (sql: string) =>
  [...sql.matchAll(/FROM (revenue_by_\w+|sale_fact)/g)].map(([, name]) => name);

test("weekdays of UTC are read from UTC days by one shift", () => {
  const shifts = listDayShifts(january, { zone: "UTC" });
  const { sql, params } = cycleToSql({ ...january, cycle: "weekday", shifts, filter });
  expect(tablesOf(sql)).toEqual(["revenue_by_day"]);
  expect(sql).toContain(
    "SELECT toUInt8((intDiv((toUInt32(day) * 86400 + {shift:UInt32}), 86400) + 3) % 7 + 1) AS turn, ",
  );
  expect(params).toMatchObject({ shift: 7 * 86_400 });
});

test("hours of a zone with two offsets are read from quarters of an hour by three shifts", () => {
  const shifts = listClockShifts(year, "Europe/Berlin");
  const { sql, params } = cycleToSql({ ...year, cycle: "hour", shifts, filter });
  expect(tablesOf(sql)).toEqual(["revenue_by_slot"]);
  expect(sql).toContain(
    "transform(toUInt32(roundDown(toUnixTimestamp(slot), {starts:Array(UInt32)})), {starts:Array(UInt32)}, {shifts:Array(UInt32)}, toUInt32(0))), 3600) % 24) AS turn",
  );
  expect(params).toMatchObject({
    starts: [1_704_067_200, 1_711_846_800, 1_729_990_800],
    shifts: [608_400, 612_000, 608_400],
  });
});

test("hours of an offset that is no multiple of a quarter are read from the single sales", () => {
  const window = { startMs: Date.UTC(1971, 0), endMs: Date.UTC(1971, 1) };
  const shifts = listClockShifts(window, "Africa/Monrovia");
  const { sql, params } = cycleToSql({ ...window, cycle: "hour", shifts, filter });
  expect(tablesOf(sql)).toEqual(["sale_fact"]);
  expect(params).toMatchObject({ shift: 7 * 86_400 - 2_670 });
});

test("a summary of local days reads no single sale", () => {
  const shifts = listDayShifts(year, { zone: "Asia/Kathmandu" });
  const { sql } = summaryToSql({ ...year, dayShifts: shifts, filter });
  expect(new Set(tablesOf(sql)).has("sale_fact")).toBe(false);
  expect(sql).toMatch(
    /^SELECT sum\(gross\), sum\(refunds\), sum\(units\), sum\(sales\), count\(\), argMax\(local_day, \(gross \+ refunds, -toInt64\(local_day\)\)\), max\(gross \+ refunds\) FROM \(SELECT /,
  );
});
