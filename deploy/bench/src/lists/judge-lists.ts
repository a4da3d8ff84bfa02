import { digits } from "../revenue/report/table.ts";
import type { ListMeasurement } from "./measure-question.ts";
import type { ListsResult } from "./run-lists-bench.ts";

const salesGoalMs = 50;
const searchGoalMs = 20;

/** A goal, what was measured of it, and whether that reaches it. */
export interface JudgedGoal {
  readonly goal: string;
  readonly measured: string;
  readonly isReached: boolean;
}

/** Judges the slowest of each kind: all must be as quick as the goal says, not their middle. */
export function judgeLists({ sales, products, searches }: ListsResult): JudgedGoal[] {
  const productLists = [...products, ...searches];
  return [
    judge("a page of sales with its total", salesGoalMs, sales, ({ p50Ms }) => p50Ms),
    judge("the last page of sales", salesGoalMs, sales, ({ lastPage }) => lastPage?.p50Ms),
    judge("a page of products with its total", searchGoalMs, productLists, ({ p50Ms }) => p50Ms),
    judge("the last page of products", searchGoalMs, productLists, (one) => one.lastPage?.p50Ms),
  ];
}

/** Judges one figure of all lists of a kind. */
function judge(
  what: string,
  limitMs: number,
  measurements: readonly ListMeasurement[],
  readMs: (measurement: ListMeasurement) => number | undefined,
): JudgedGoal {
  const goal = `${what}: p50 < ${limitMs} ms`;
  const slowest = measurements
    .map((measurement) => ({ name: measurement.name, ms: readMs(measurement) ?? 0 }))
    .toSorted((a, b) => b.ms - a.ms)[0];
  if (!slowest) return { goal, measured: "nothing", isReached: false };
  const measured = `at most ${digits(slowest.ms)} ms (${slowest.name})`;
  return { goal, measured, isReached: slowest.ms < limitMs };
}
