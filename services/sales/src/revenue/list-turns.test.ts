import { expect, test } from "vitest";
import { listDayShifts } from "./list-shifts.ts";
import { listTurns } from "./list-turns.ts";

const dayMs = 86_400_000;

/** The first moments of the local days within a range, but of the first. */
function list(zone: string, start: string, end: string, dayStart?: string): string[] {
  const window = { startMs: Date.parse(start), endMs: Date.parse(end) };
  const calendar = { zone, ...(dayStart && { dayStart: Temporal.PlainTime.from(dayStart) }) };
  const turns = listTurns({ ...window, shifts: listDayShifts(window, calendar) }, dayMs);
  return turns.map((ms) => new Date(ms).toISOString().slice(0, 16));
}

test("days of 23 and 25 hours turn at midnight", () => {
  expect(list("Europe/Berlin", "2024-03-30T12:00Z", "2024-04-01T12:00Z")).toEqual([
    "2024-03-30T23:00",
    "2024-03-31T22:00",
  ]);
  expect(list("Europe/Berlin", "2024-10-26T12:00Z", "2024-10-28T12:00Z")).toEqual([
    "2024-10-26T22:00",
    "2024-10-27T23:00",
  ]);
});

test("a day that a zone left out does not turn", () => {
  expect(list("Pacific/Apia", "2011-12-29T00:00Z", "2012-01-01T00:00Z")).toEqual([
    "2011-12-29T10:00",
    "2011-12-30T10:00",
    "2011-12-31T10:00",
  ]);
});

test("days turn when the shop's day begins", () => {
  expect(list("UTC", "2024-01-01T03:00Z", "2024-01-03T03:00Z", "03:00")).toEqual([
    "2024-01-02T03:00",
  ]);
  expect(list("Europe/Berlin", "2024-03-30T12:00Z", "2024-04-01T00:30Z", "02:30")).toEqual([
    "2024-03-31T01:30",
  ]);
});
