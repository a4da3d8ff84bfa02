import { Code } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { Places } from "./places.ts";

/** Work that has begun, and ends when it is told to. */
function makeWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  const work = () => {
    begun.resolve();
    return promise;
  };
  return { work, begun: begun.promise, resolve, reject };
}

const { signal } = new AbortController();

test("lets so many work at a time, and the others in the order in which they came", async () => {
  const places = new Places(2, 10);
  const order: number[] = [];
  const works = [0, 1, 2, 3].map(makeWork);
  const all = works.map(({ work }, index) =>
    places.take(signal, () => {
      order.push(index);
      return work();
    }),
  );
  await Promise.all([works[0]?.begun, works[1]?.begun]);
  expect(order).toEqual([0, 1]);
  works[1]?.reject(new Error("broken")); // A failure leaves its place too.
  await works[2]?.begun;
  expect(order).toEqual([0, 1, 2]);
  works[0]?.resolve("first");
  await works[3]?.begun;
  for (const { resolve } of works) resolve("rest");
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
});

test("refuses whom it cannot let wait, and forgets who gave up", async () => {
  const places = new Places(1, 1);
  const [working, impatient, last] = [makeWork(), makeWork(), makeWork()];
  const first = places.take(signal, working.work);
  await working.begun;
  const giveUp = new AbortController();
  const second = places.take(giveUp.signal, impatient.work);
  await expect(places.take(signal, impatient.work)).rejects.toMatchObject({
    code: Code.Unavailable,
  });
  giveUp.abort(new Error("gave up"));
  await expect(second).rejects.toThrow("gave up");
  const third = places.take(signal, last.work);
  working.resolve("first");
  last.resolve("third");
  expect(await Promise.all([first, third])).toEqual(["first", "third"]);
});

test("does nothing for a call that has ended", async () => {
  const places = new Places(1, 1);
  await expect(
    places.take(AbortSignal.abort(new Error("over")), async () => "done"),
  ).rejects.toThrow("over");
  expect(await places.take(signal, async () => "done")).toBe("done");
});
