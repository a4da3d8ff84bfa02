import { expect, test } from "vitest";
import { type Running, supervise } from "./supervise.ts";

/** Makes parts that run until they are told to end, and counts their starts and stops. */
function makeParts() {
  const counts = { starts: 0, stops: 0, failures: 0 };
  let end = () => {};
  const start = async (): Promise<Running> => {
    if (counts.failures-- > 0) throw new Error("not now");
    counts.starts++;
    const { promise: exited, resolve } = Promise.withResolvers<void>();
    end = resolve;
    const stop = async () => {
      counts.stops++;
      resolve();
    };
    return { pid: counts.starts, exited, stop };
  };
  return { counts, start, end: () => end() };
}

const backoff = { firstMs: 1, lastMs: 4 };

test("a part that ends by itself is started again, as often as that takes", async () => {
  const { counts, start, end } = makeParts();
  const lines: string[] = [];
  const part = await supervise("Part", start, (line) => lines.push(line), backoff);
  expect(part.pid()).toBe(1);
  counts.failures = 3;
  end();
  await expect.poll(() => part.pid()).toBe(2);
  expect(lines).toEqual([
    "Part ended unexpectedly, starting it again",
    ...Array.from({ length: 3 }, () => "Part did not start: not now"),
    "Part is running again",
  ]);
  await part.stop();
  expect(counts).toMatchObject({ starts: 2 });
});

test("a part that is stopped stays stopped", async () => {
  const { counts, start } = makeParts();
  const lines: string[] = [];
  const part = await supervise("Part", start, (line) => lines.push(line), backoff);
  await part.stop();
  expect(counts.stops).toBeGreaterThan(0);
  expect(counts.starts).toBe(1);
  expect(lines).toEqual([]);
});

test("a first start that fails fails the supervision", async () => {
  const { counts, start } = makeParts();
  counts.failures = 1;
  await expect(supervise("Part", start, () => {}, backoff)).rejects.toThrow("not now");
});
