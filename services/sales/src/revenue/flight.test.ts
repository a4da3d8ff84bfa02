import { Code } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { Flight } from "./flight.ts";
import { Places } from "./places.ts";

const { signal } = new AbortController();
const maxQueueMs = 60_000;

/** Makes a flight whose work ends when it is told to, or fails when nobody waits any more. */
function makeFlight(places: Places) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let begunCount = 0;
  const begun = Promise.withResolvers<void>();
  const flight = new Flight<string>(places, (left) => {
    begunCount++;
    begun.resolve();
    left.addEventListener("abort", () => reject(left.reason));
    return promise;
  });
  return { flight, begun: begun.promise, resolve, reject, begunCount: () => begunCount };
}

/** Takes a place until it is told to give it back. */
function occupy(places: Places, caller: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { done: places.take({ caller, signal }, () => promise), leave: () => resolve() };
}

test("does once what many want", async () => {
  const { flight, resolve, begunCount } = makeFlight(new Places({ maxWorking: 1, maxWaiting: 0 }));
  const all = ["a", "b", "a", "c"].map((caller) => flight.join(caller, signal, maxQueueMs));
  resolve("answer");
  expect(await Promise.all(all)).toEqual(["answer", "answer", "answer", "answer"]);
  expect(begunCount()).toBe(1);
});

test("tells a failure to all, and leaves its place", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 0 });
  const { flight, reject } = makeFlight(places);
  const all = ["a", "b"].map((caller) => flight.join(caller, signal, maxQueueMs));
  reject(new Error("broken"));
  for (const one of all) await expect(one).rejects.toThrow("broken");
  expect(await places.take({ caller: "c", signal }, async () => "free")).toBe("free");
});

test("goes on while anybody waits, and ends with the last", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 0 });
  const { flight, begun } = makeFlight(places);
  const leaving = [new AbortController(), new AbortController(), new AbortController()];
  const callers = ["a", "a", "b"];
  const all = leaving.map(({ signal }, i) => flight.join(callers[i] ?? "", signal, maxQueueMs));
  const outcomes = Promise.allSettled(all);
  await begun;
  leaving[0]?.abort(new Error("first left"));
  await expect(all[0]).rejects.toThrow("first left");
  leaving[2]?.abort(new Error("second left"));
  await expect(all[2]).rejects.toThrow("second left");
  expect(flight.left.aborted).toBe(false);
  leaving[1]?.abort(new Error("last left"));
  await expect(all[1]).rejects.toThrow("last left");
  await outcomes;
  expect(flight.left.aborted).toBe(true);
  expect(await places.take({ caller: "c", signal }, async () => "free")).toBe("free");
});

test("never begins when all have left before it was their turn", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 10 });
  const { done, leave } = occupy(places, "busy");
  const { flight, begunCount } = makeFlight(places);
  const leaving = new AbortController();
  const all = ["a", "b"].map((caller) => flight.join(caller, leaving.signal, maxQueueMs));
  const outcomes = Promise.allSettled(all);
  expect(places.waitingCount).toBe(2);
  leaving.abort();
  await outcomes;
  expect(places.waitingCount).toBe(0);
  leave();
  await done;
  expect(begunCount()).toBe(0);
  expect(flight.hasBegun).toBe(false);
});

test("begins at the turn of whoever comes first, for all", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 10 });
  const busy = occupy(places, "busy");
  const next = occupy(places, "many"); // Whoever asks as `many` waits behind this.
  const { flight, begun, resolve, begunCount } = makeFlight(places);
  const all = ["many", "few"].map((caller) => flight.join(caller, signal, maxQueueMs));
  const after = occupy(places, "many");
  busy.leave();
  next.leave();
  await begun;
  expect(places.waitingCount).toBe(1); // The turn of `many` at the same flight is given up.
  resolve("answer");
  after.leave();
  await Promise.all([busy.done, next.done, after.done]);
  expect(await Promise.all(all)).toEqual(["answer", "answer"]);
  expect(begunCount()).toBe(1);
});

test("refuses only the caller that gets no place", async () => {
  const places = new Places({ maxWorking: 1, maxWaiting: 2 });
  const busy = occupy(places, "busy");
  const { flight, resolve } = makeFlight(places);
  const impatient = flight.join("impatient", signal, 10);
  const patient = flight.join("patient", signal, maxQueueMs);
  await expect(impatient).rejects.toMatchObject({ code: Code.ResourceExhausted });
  busy.leave();
  resolve("answer");
  expect(await patient).toBe("answer");
  await busy.done;
});
