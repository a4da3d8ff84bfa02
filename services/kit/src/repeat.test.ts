import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repeat } from "./repeat.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("does it again after the interval, also when it has failed, and never after the stop", async () => {
  let runs = 0;
  const errors: unknown[] = [];
  const work = async () => {
    runs += 1;
    if (runs === 2) throw new Error("passing");
  };
  const stop = repeat(work, 1_000, (error) => errors.push(error));
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(runs).toBe(3);
  await stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(runs).toBe(3);
  expect(errors).toEqual([new Error("passing")]);
});

test("the stop tells the run that is under way and waits for it", async () => {
  let isDone = false;
  const stop = repeat(
    async (signal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      isDone = true;
    },
    60_000,
    () => undefined,
  );
  await stop();
  expect(isDone).toBe(true);
});
