import { expect, test } from "vitest";
import { createPacer } from "./create-pacer.ts";

test("does it at once, and once more for all calls while it is done", async () => {
  const ends: (() => void)[] = [];
  const left = new AbortController();
  const request = createPacer(() => new Promise<void>((end) => ends.push(end)), 1, left.signal);
  request();
  expect(ends).toHaveLength(1);
  request();
  request();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.();
  left.abort();
});

test("rests between two", async () => {
  const timesMs: number[] = [];
  const left = new AbortController();
  const request = createPacer(async () => timesMs.push(performance.now()), 100, left.signal);
  request();
  request();
  await expect.poll(() => timesMs.length).toBe(2);
  // Timers may fire a millisecond early by this clock.
  expect((timesMs[1] ?? 0) - (timesMs[0] ?? 0)).toBeGreaterThanOrEqual(98);
  left.abort();
});

test("goes on after a failure, and begins nothing once it is over", async () => {
  let count = 0;
  const left = new AbortController();
  const act = async () => {
    count++;
    throw new Error("down");
  };
  const request = createPacer(act, 1, left.signal);
  request();
  request();
  await expect.poll(() => count).toBe(2);
  left.abort();
  request();
  expect(count).toBe(2);
});
