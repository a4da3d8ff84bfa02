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
const caller = "one";

test("lets so many work at a time, and the others in the order in which they came", async () => {
  const places = new Places({ maxWorking: 2, maxWaiting: 10 });
  const order: number[] = [];
  const works = [0, 1, 2, 3].map(makeWork);
  const all = works.map(({ work }, index) =>
    places.take({ caller, signal }, () => {
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
  const places = new Places({ maxWorking: 1, maxWaiting: 1 });
  const [working, impatient, last] = [makeWork(), makeWork(), makeWork()];
  const first = places.take({ caller, signal }, working.work);
  await working.begun;
  const giveUp = new AbortController();
  const second = places.take({ caller, signal: giveUp.signal }, impatient.work);
  await expect(places.take({ caller, signal }, impatient.work)).rejects.toMatchObject({
    code: Code.ResourceExhausted,
  });
  giveUp.abort(new Error("gave up"));
  await expect(second).rejects.toThrow("gave up");
  const third = places.take({ caller, signal }, last.work);
  working.resolve("first");
  last.resolve("third");
  expect(await Promise.all([first, third])).toEqual(["first", "third"]);
});

test("does nothing for a call that has ended", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 1 });
  await expect(
    places.take({ caller, signal: AbortSignal.abort(new Error("over")) }, async () => "done"),
  ).rejects.toThrow("over");
  expect(await places.take({ caller, signal }, async () => "done")).toBe("done");
});

test("callers take turns, so that one who asks for much holds up only itself", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 100 });
  const order: string[] = [];
  const working = makeWork();
  const all = [places.take({ caller, signal }, working.work)];
  for (const caller of [..."aaaaaabbc"]) {
    all.push(places.take({ caller, signal }, async () => `${order.push(caller)}`));
  }
  working.resolve("first");
  await Promise.all(all);
  expect(order.join("")).toBe("abcabaaaa");
});

test("leaves a place that one caller alone cannot take", async () => {
  const places = new Places({ maxWorking: 3, maxWorkingOfOne: 2, maxWaiting: 100 });
  const works = [0, 1, 2].map(makeWork);
  const all = works.map(({ work }) => places.take({ caller, signal }, work));
  await Promise.all([works[0]?.begun, works[1]?.begun]);
  expect(places.waitingCount).toBe(1);
  expect(await places.take({ caller: "other", signal }, async () => "at once")).toBe("at once");
  expect(places.waitingCount).toBe(1);
  works[1]?.resolve("done");
  await works[2]?.begun;
  for (const { resolve } of works) resolve("done");
  await Promise.all(all);
});

test("turns away the newest of whoever has the most waiting", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 3 });
  const working = makeWork();
  const first = places.take({ caller, signal }, working.work);
  const waiting = [1, 2, 3].map((n) => places.take({ caller: "many", signal }, async () => `${n}`));
  const outcomes = Promise.allSettled(waiting);
  const few = places.take({ caller: "few", signal }, async () => "few");
  await expect(waiting[2]).rejects.toMatchObject({ code: Code.ResourceExhausted });
  const fewer = places.take({ caller: "fewer", signal }, async () => "fewer");
  const again = places.take({ caller: "many", signal }, async () => "again");
  await expect(again).rejects.toMatchObject({ code: Code.ResourceExhausted });
  working.resolve("first");
  expect(await Promise.all([first, few, fewer])).toEqual(["first", "few", "fewer"]);
  expect((await outcomes).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
  ]);
  expect(places.waitingCount).toBe(0);
});

test("lets nobody wait for longer than they would", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 1 });
  const working = makeWork();
  const first = places.take({ caller, signal }, working.work);
  const second = places.take({ caller, signal, maxWaitMs: 20 }, async () => "too late");
  await expect(second).rejects.toMatchObject({ code: Code.ResourceExhausted });
  expect(places.waitingCount).toBe(0);
  working.resolve("first");
  expect(await first).toBe("first");
});
