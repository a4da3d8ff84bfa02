import { loadDemo } from "@backroom/import/demo";
import { expect, test } from "vitest";
import { addAmounts } from "./testing/amount.ts";
import { backroom } from "./testing/backroom.ts";
import { get, type Json, rest } from "./testing/rest.ts";

test("the demo data can be broken off and completed, and counts once", async () => {
  const { url, key } = backroom;
  // The demo's history ends on this day, years before that of any other test.
  const today = new Date("1995-06-30T12:00:00Z");
  const stop = new AbortController();
  const brokenOff = loadDemo({
    url,
    key,
    today,
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done > 5000) stop.abort();
    },
  });
  await expect(brokenOff).rejects.toThrow();
  const steps: number[] = [];
  const summary = await loadDemo({ url, key, today, onProgress: ({ done }) => steps.push(done) });
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(summary.sales).toBeGreaterThan(40_000);
  const range = "start_date=1992-01-01&end_date=1995-12-31";
  const { total } = await get(`/sales?limit=1&${range}`);
  expect(total).toBe(summary.sales + summary.refunds);
  const { exact } = await rest("GET", `/sales/revenue?group_by=month&${range}`);
  expect(addAmounts(exact.map((point: Json) => point.sales))).toBe(`${summary.sales}`);
}, 120_000);
