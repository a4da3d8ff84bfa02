import fc from "fast-check";
import { expect, test } from "vitest";
import { endOf } from "../revenue/grain.ts";
import { dayAt as dateAt, startOfDay } from "../time/calendar.ts";
import { firstMs, lastMs } from "../time/read-instant.ts";
import { dayAt, startOf } from "./day-numbers.ts";
import { createStoreDays } from "./store-days.ts";
import { listStoreGrains } from "./store-grains.ts";

const dayMs = 86_400_000;
const epoch = Temporal.PlainDate.from("1970-01-01");
const numberOf = (date: Temporal.PlainDate) => epoch.until(date).days;

test.each([
  "UTC",
  "Europe/Berlin",
  "America/Havana",
  "America/St_Johns",
  "Asia/Beirut",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Australia/Lord_Howe",
  "Antarctica/Casey",
  "Antarctica/Vostok",
  "Africa/Monrovia",
])("days and months of %s are those of its calendar", (zone) => {
  const days = createStoreDays(zone);
  const near = days.shifts.slice(1).map(({ startMs }) => startMs);
  const instant = fc.oneof(
    fc.integer({ min: firstMs, max: lastMs - 1 }),
    ...(near.length > 0
      ? [
          fc
            .tuple(fc.constantFrom(...near), fc.integer({ min: -2 * dayMs, max: 2 * dayMs }))
            .map(([ms, more]) => Math.min(Math.max(firstMs, ms + more), lastMs - 1)),
        ]
      : []),
  );
  fc.assert(
    fc.property(instant, (ms) => {
      const date = dateAt(ms, { zone });
      expect(dayAt(days, ms)).toBe(numberOf(date));
      expect(startOf(days, numberOf(date))).toBe(startOfDay(date, { zone }));
      const grains = listStoreGrains(days, { startMs: ms, endMs: ms + 1 });
      if (!grains) return;
      const first = date.with({ day: 1 });
      expect(grains.month.floor(ms)).toBe(startOfDay(first, { zone }));
      const [day, month] = [grains.day.floor(ms), grains.month.floor(ms)];
      expect([endOf(grains.day, day), endOf(grains.month, month)]).toEqual([
        startOfDay(date.add({ days: 1 }), { zone }),
        startOfDay(first.add({ months: 1 }), { zone }),
      ]);
      expect([grains.day.print(ms), grains.month.print(ms)]).toEqual([`${date}`, `${first}`]);
    }),
    { numRuns: 2_000 },
  );
});

test("there are no grains where a day was left out", () => {
  const days = createStoreDays("Pacific/Apia");
  const atMs = Date.parse("2011-12-30T10:00Z");
  expect(listStoreGrains(days, { startMs: atMs - dayMs, endMs: atMs + dayMs })).toBeUndefined();
  expect(listStoreGrains(days, { startMs: atMs + 9 * dayMs, endMs: lastMs })).toBeDefined();
});

test("days of other rules have another name", () => {
  const keys = ["UTC", "Europe/Berlin", "America/New_York"].map(
    (zone) => createStoreDays(zone).key,
  );
  expect(new Set(keys).size).toBe(3);
  expect(createStoreDays("Europe/Berlin").key).toBe(keys[1]);
});
