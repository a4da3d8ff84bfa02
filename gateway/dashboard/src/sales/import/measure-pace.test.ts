import { expect, test } from "vitest";
import { measurePace } from "./measure-pace.ts";

/** Adds chunks of a thousand rows at these instants and answers the last speed. */
function run(size: number, ...chunks: readonly [atMs: number, bytes: number][]) {
  let nowMs = 0;
  const pace = measurePace(size, () => nowMs);
  return chunks.map(([atMs, bytes]) => {
    nowMs = atMs;
    return pace.add(1_000, bytes);
  });
}

test("says nothing before it can, then how fast and how long", () => {
  expect(run(50_000, [100, 10_000], [600, 20_000], [1_100, 30_000])).toEqual([
    { rowsPerSecond: 0, remainingMs: undefined },
    { rowsPerSecond: 2_000, remainingMs: 1_500 },
    { rowsPerSecond: 2_000, remainingMs: 1_000 },
  ]);
});

test("does not count what was settled before", () => {
  expect(run(1_000_000, [5_000, 900_000], [6_000, 950_000]).at(-1)).toEqual({
    rowsPerSecond: 1_000,
    remainingMs: 1_000,
  });
});

test("forgets how it was long ago", () => {
  const speeds = run(100_000, [0, 1_000], [60_000, 2_000], [70_000, 3_000], [71_000, 4_000]);
  expect(speeds.at(-1)?.rowsPerSecond).toBeCloseTo(2_000 / 11, 5);
});
