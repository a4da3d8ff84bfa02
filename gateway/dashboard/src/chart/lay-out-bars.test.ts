import { expect, test } from "vitest";
import { layOutBars } from "./lay-out-bars.ts";
import type { ChartSeries } from "./time-chart.tsx";

const first: ChartSeries = { name: "first", color: 0, values: [3, -1, null] };
const second: ChartSeries = { name: "second", color: 1, values: [2, 4, 5] };
const earlier: ChartSeries = { name: "earlier", color: "muted", values: [1, 1, 1] };

test("puts bars side by side", () => {
  expect(layOutBars([earlier, first, second], false)).toEqual({
    slots: 3,
    rows: [
      {
        slot: 0,
        spans: [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
      },
      { slot: 1, spans: [[0, 3], [0, -1], null] },
      {
        slot: 2,
        spans: [
          [0, 2],
          [0, 4],
          [0, 5],
        ],
      },
    ],
    min: -1,
    max: 5,
  });
});

test("puts bars on top of each other, beside what is muted", () => {
  expect(layOutBars([earlier, first, second, first], true)).toEqual({
    slots: 2,
    rows: [
      {
        slot: 0,
        spans: [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
      },
      { slot: 1, spans: [[0, 3], [0, -1], null] },
      {
        slot: 1,
        spans: [
          [3, 5],
          [0, 4],
          [0, 5],
        ],
      },
      { slot: 1, spans: [[5, 8], [-1, -2], null] },
    ],
    min: -2,
    max: 8,
  });
});

test("lays out nothing", () => {
  expect(layOutBars([], true)).toEqual({ slots: 0, rows: [], min: 0, max: 0 });
  expect(layOutBars([{ ...first, values: [] }], false).max).toBe(0);
});
