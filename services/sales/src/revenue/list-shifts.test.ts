import fc from "fast-check";
import { expect, test } from "vitest";
import { seed, zones } from "../testing/random-ledger.ts";
import { dayAt } from "../time/calendar.ts";
import { listClockShifts, listDayShifts } from "./list-shifts.ts";
import type { Shift } from "./query.ts";

const dayMs = 86_400_000;

/** What shifts make of an instant. */
function shifted(ms: number, shifts: readonly Shift[]): number {
  const shift = shifts.findLast(({ startMs }) => startMs <= ms);
  if (!shift) throw new Error("there is no shift from the first instant on");
  return ms + shift.shiftMs;
}

const instant = fc.oneof(
  fc.integer({ min: Date.UTC(1970, 0, 3), max: Date.UTC(2040, 0, 1) }),
  // Around the nights in which clocks change in many zones, and in which Apia left a day out.
  fc
    .tuple(
      fc.constantFrom(
        "2011-12-30T10:00Z",
        "2012-03-25T01:00Z",
        "2012-10-28T01:00Z",
        "2012-11-04T05:00Z",
        "1972-01-07T00:44:30Z",
        "2012-04-01T05:00Z",
      ),
      fc.integer({ min: -2 * dayMs, max: 2 * dayMs }),
    )
    .map(([night, ms]) => Date.parse(night) + ms),
);
const dayStart = fc
  .integer({ min: 0, max: 95 })
  .map((quarters) => Temporal.PlainTime.from({ hour: quarters >> 2, minute: (quarters & 3) * 15 }));

test("tell the day of any instant as the calendar does, wherever days begin", () => {
  fc.assert(
    fc.property(
      instant,
      fc.constantFrom(...zones, "America/Sao_Paulo", "Pacific/Kwajalein"),
      dayStart,
      fc.integer({ min: 0, max: 400 * dayMs }),
      fc.integer({ min: 1, max: 400 * dayMs }),
      (ms, zone, start, beforeMs, afterMs) => {
        const window = { startMs: ms - beforeMs, endMs: ms + afterMs };
        const shifts = listDayShifts(window, { zone, dayStart: start });
        expect(shifts[0]?.startMs).toBe(window.startMs);
        const day = Math.floor(shifted(ms, shifts) / dayMs);
        const epoch = Temporal.PlainDate.from("1970-01-01");
        expect(epoch.add({ days: day }).toString()).toBe(
          dayAt(ms, { zone, dayStart: start }).toString(),
        );
      },
    ),
    { numRuns: 3_000, seed },
  );
});

test("tell the hour of any instant as the clock does", () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (ms, zone) => {
      const shifts = listClockShifts({ startMs: ms - 200 * dayMs, endMs: ms + 1 }, zone);
      const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      expect(Math.floor(shifted(ms, shifts) / 3_600_000) % 24).toBe(local.hour);
    }),
    { numRuns: 1_000, seed },
  );
});

test("are one in a zone without changes, and three in a year of a zone with two", () => {
  const year = { startMs: Date.UTC(2024, 0), endMs: Date.UTC(2025, 0) };
  expect(listClockShifts(year, "UTC")).toEqual([{ startMs: year.startMs, shiftMs: 0 }]);
  expect(listClockShifts(year, "Europe/Berlin")).toEqual([
    { startMs: year.startMs, shiftMs: 3_600_000 },
    { startMs: Date.parse("2024-03-31T01:00Z"), shiftMs: 7_200_000 },
    { startMs: Date.parse("2024-10-27T01:00Z"), shiftMs: 3_600_000 },
  ]);
});

test("count from where a day begins that begins in the hour that the clock leaves out or repeats", () => {
  const calendar = { zone: "Europe/Berlin", dayStart: Temporal.PlainTime.from("02:30") };
  const year = { startMs: Date.UTC(2024, 0), endMs: Date.UTC(2025, 0) };
  expect(
    listDayShifts(year, calendar).map(({ startMs }) => new Date(startMs).toISOString()),
  ).toEqual(["2024-01-01T00:00:00.000Z", "2024-03-31T01:30:00.000Z", "2024-10-27T01:30:00.000Z"]);
});
