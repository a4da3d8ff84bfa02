import { expect, test } from "vitest";
import { repeat } from "./repeat.ts";

test("does it again after the interval, also when it has failed, and never after the stop", async () => {
  let runs = 0;
  const errors: unknown[] = [];
  const third = Promise.withResolvers<void>();
  const stop = repeat(
    async () => {
      runs += 1;
      if (runs === 2) throw new Error("passing");
      if (runs === 3) third.resolve();
    },
    1,
    (error) => errors.push(error),
  );
  await third.promise;
  await stop();
  const count = runs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(count);
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
