import { expect, test } from "vitest";
import { startOfDay } from "./calendar.ts";
import { findDayStarts } from "./find-day-starts.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Havana",
  "Pacific/Apia",
  "America/St_Johns",
];
const cases = zones.flatMap((zone) =>
  ["00:00", "00:30", "02:30", "23:45"].map((time) => [zone, time] as const),
);

test.each(cases)("finds every day of four years in %s that begins at %s", (zone, time) => {
  const calendar = { zone, dayStart: Temporal.PlainTime.from(time) };
  const startOf = findDayStarts(calendar);
  const first = Temporal.PlainDate.from("2009-01-01");
  for (let i = 0; i < 4 * 366; i++) {
    const day = first.add({ days: i });
    const found = startOf(Date.UTC(day.year, day.month - 1, day.day));
    if (found !== startOfDay(day, calendar)) expect.unreachable(`${day} began at ${found}`);
  }
});

test("needs no order", () => {
  const startOf = findDayStarts({ zone: "Europe/Berlin" });
  const days = ["2025-07-01", "1980-01-01", "2050-12-31", "2025-03-30", "2025-03-31"];
  expect(days.map((day) => new Date(startOf(Date.parse(day))).toISOString().slice(0, 13))).toEqual([
    "2025-06-30T22",
    "1979-12-31T23",
    "2050-12-30T23",
    "2025-03-29T23",
    "2025-03-30T22",
  ]);
});
