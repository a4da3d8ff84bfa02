import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LossLog } from "./loss-log.ts";

let lines: Record<string, unknown>[];
let losses: LossLog;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  lines = [];
  const log = pino(
    { base: null, timestamp: false },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  losses = new LossLog({ log, lost: "it is gone", regained: "it is back" });
});
afterEach(() => {
  vi.useRealTimers();
});

test("says once that something is lost, without a stack, and once that it is back", () => {
  losses.regained();
  for (let i = 0; i < 100; i++) losses.lost(new Error("connect ECONNREFUSED"));
  vi.advanceTimersByTime(1_500);
  losses.regained();
  losses.regained();
  expect(lines).toEqual([
    { level: 40, reason: "connect ECONNREFUSED", msg: "it is gone" },
    { level: 30, lostForMs: 1_500, msg: "it is back" },
  ]);
});

test("says at most once a minute that it is still lost", () => {
  for (let second = 0; second <= 150; second++) {
    losses.lost(new Error("no answer"));
    vi.advanceTimersByTime(1_000);
  }
  expect(lines.map(({ msg }) => msg)).toEqual(["it is gone", "it is gone", "it is gone"]);
});

test("does not tell of every turn of what comes and goes", () => {
  for (let turn = 0; turn < 50; turn++) {
    losses.lost(new Error("no answer"));
    vi.advanceTimersByTime(100);
    losses.regained();
    vi.advanceTimersByTime(100);
  }
  expect(lines.map(({ msg }) => msg)).toEqual(["it is gone", "it is back"]);
  vi.advanceTimersByTime(10_000);
  losses.lost(new Error("no answer"));
  losses.regained();
  expect(lines.map(({ msg }) => msg).slice(2)).toEqual(["it is gone", "it is back"]);
});

test("tells what is no error, and an error of many without words of its own", () => {
  losses.lost("a text");
  vi.advanceTimersByTime(61_000);
  losses.lost(Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }));
  expect(lines.map(({ reason }) => reason)).toEqual(["a text", "ECONNREFUSED"]);
});
