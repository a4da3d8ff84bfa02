import { afterEach, expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { OutageWatch } from "./outage-watch.ts";

const log = createLog("test", "silent");
const watches: OutageWatch[] = [];

afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop();
});

/** Makes a watch of something whose signs of life a test decides over. */
function watchSomething(probe: (signal: AbortSignal, isAway: boolean) => Promise<unknown>) {
  const watch = new OutageWatch({
    name: "it",
    log,
    probe,
    patienceMs: 20,
    maxProbeMs: 50,
    retryMs: 10,
  });
  watches.push(watch);
  return watch;
}

const never = () => new Promise<never>(() => {});

test("fails those who wait for something that gives no sign of life, and says that it is away", async () => {
  const watch = watchSomething(never);
  await new Promise<void>((resolve) => watch.wait(resolve));
  expect(watch.isAway).toBe(true);
});

test("waits for a slow answer from something that lives", async () => {
  const probe = vi.fn(async () => {});
  const watch = watchSomething(probe);
  const fail = vi.fn();
  const over = watch.wait(fail);
  await vi.waitFor(() => expect(probe.mock.calls.length).toBeGreaterThan(2), 10_000);
  over(true);
  expect(fail).not.toHaveBeenCalled();
  expect(watch.isAway).toBe(false);
});

test("asks nothing while answers come", async () => {
  const probe = vi.fn(never);
  const watch = watchSomething(probe);
  watch.wait(() => {})(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(probe).not.toHaveBeenCalled();
});

test("notices also when whoever waited has given up, and when it is back", async () => {
  let isAlive = false;
  const probe = vi.fn(async (_signal: AbortSignal, _isAway: boolean) => {
    if (!isAlive) throw new Error("refused");
  });
  const watch = watchSomething(probe);
  watch.wait(() => {})(false);
  await vi.waitFor(() => expect(watch.isAway).toBe(true), 10_000);
  await vi.waitFor(() => expect(probe.mock.calls.length).toBeGreaterThan(2), 10_000);
  expect(probe.mock.calls.map(([, isAway]) => isAway).slice(0, 3)).toEqual([false, true, true]);
  isAlive = true;
  await vi.waitFor(() => expect(watch.isAway).toBe(false), 10_000);
});

test("an answer that comes during the question counts as a sign of life", async () => {
  let over = (_isAnswered: boolean) => {};
  const watch = watchSomething(async () => {
    over(true);
    throw new Error("refused");
  });
  const fail = vi.fn();
  over = watch.wait(fail);
  await vi.waitFor(() => expect(over).toBeDefined());
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(fail).not.toHaveBeenCalled();
  expect(watch.isAway).toBe(false);
});

test("whoever finds that it is away can say so, and it is asked until it is back", async () => {
  const watch = watchSomething(async () => {});
  const fail = vi.fn();
  watch.wait(fail);
  watch.lose(new Error("it answers errors"));
  expect(fail).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(watch.isAway).toBe(false), 10_000);
});

test("does not blame another for having stood still itself", async () => {
  let calls = 0;
  const watch = watchSomething(async () => {
    if (calls++ > 0) return;
    const until = performance.now() + 1_000;
    while (performance.now() < until);
    await new Promise(() => {});
  });
  const fail = vi.fn();
  watch.wait(fail);
  await vi.waitFor(() => expect(calls).toBeGreaterThan(1), 10_000);
  expect(fail).not.toHaveBeenCalled();
  expect(watch.isAway).toBe(false);
});
