import fc from "fast-check";
import { expect, test } from "vitest";
import { planCount } from "./plan-count.ts";

const plan = (start: string, end: string, productCount?: number) =>
  planCount({ startMs: Date.parse(start), endMs: Date.parse(end) }, productCount).map(
    ({ startMs, endMs, table }) =>
      [new Date(startMs), new Date(endMs)]
        .map((instant) => instant.toISOString().slice(0, 19))
        .concat(table?.name ?? "ledger")
        .join(" "),
  );

test("whole days are of one table", () => {
  expect(plan("2024-02-10T00:00Z", "2024-03-01T00:00Z")).toEqual([
    "2024-02-10T00:00:00 2024-03-01T00:00:00 revenue_by_day",
  ]);
});

test("what is cut is left to finer tables, and at last to the ledger", () => {
  expect(plan("2024-02-28T22:07:00Z", "2024-03-02T00:01:00Z")).toEqual([
    "2024-02-28T22:07:00 2024-02-28T22:15:00 ledger",
    "2024-02-28T22:15:00 2024-02-29T00:00:00 revenue_by_slot",
    "2024-02-29T00:00:00 2024-03-02T00:00:00 revenue_by_day",
    "2024-03-02T00:00:00 2024-03-02T00:01:00 ledger",
  ]);
});

test("many products are counted by month, day and quarter of an hour", () => {
  expect(plan("2024-01-30T00:00Z", "2024-04-01T05:45Z", 400)).toEqual([
    "2024-01-30T00:00:00 2024-02-01T00:00:00 revenue_by_day_product",
    "2024-02-01T00:00:00 2024-04-01T00:00:00 revenue_by_month_product",
    "2024-04-01T00:00:00 2024-04-01T05:45:00 revenue_by_product_slot",
  ]);
});

test("a moment within a quarter of an hour is the ledger's alone", () => {
  expect(plan("2024-01-30T00:01Z", "2024-01-30T00:02Z", 1)).toEqual([
    "2024-01-30T00:01:00 2024-01-30T00:02:00 ledger",
  ]);
  expect(plan("2024-01-30T00:01Z", "2024-01-30T00:01Z")).toEqual([]);
});

test("the stretches follow each other without a gap, each of whole units, and little is the ledger's", () => {
  const instant = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2105, 0, 1) });
  const productCount = fc.constantFrom(undefined, 1, 400);
  fc.assert(
    fc.property(instant, instant, productCount, (one, other, count) => {
      const window = { startMs: Math.min(one, other), endMs: Math.max(one, other) };
      const stretches = planCount(window, count);
      let atMs = window.startMs;
      let ledgerMs = 0;
      for (const { startMs, endMs, table } of stretches) {
        expect([startMs, endMs > startMs]).toEqual([atMs, true]);
        atMs = endMs;
        if (!table) ledgerMs += endMs - startMs;
        else expect([startMs, endMs].map(table.grain.floor)).toEqual([startMs, endMs]);
      }
      expect(atMs).toBe(window.endMs);
      expect(ledgerMs).toBeLessThan(2 * 900_000);
    }),
  );
});
