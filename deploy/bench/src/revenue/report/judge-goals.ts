import { median } from "../../median.ts";
import type { QuestionTimes } from "../measure/measure-question.ts";
import type { RevenueResult, SizeResult } from "../result.ts";
import { formatSize } from "../sizes.ts";
import { digits } from "./table.ts";

/** A goal, what was measured, and whether that is as good. */
export interface Judgement {
  readonly goal: string;
  readonly measured: string;
  readonly isReached: boolean;
}

const goalEntries = 10_000_000;

/** What PostgreSQL took in times of what the gateway did. */
export function ratioToPostgres({ postgres, first }: QuestionTimes): number {
  return postgres.p50Ms / first.p50Ms;
}

/** What the gateway took beyond 2 ms, in times of what ClickHouse did without it. */
export function ratioToRaw({ first, raw }: QuestionTimes): number {
  return Math.max(0, first.p50Ms - 2) / raw.p50Ms;
}

/** Judges what a run found by the goals that can be judged at the sizes it measured. */
export function judgeGoals({ sizes, underLoad }: RevenueResult): Judgement[] {
  const at = sizes.find(({ size }) => size.entries === goalEntries) ?? sizes.at(-1);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  const judgements = at ? judgeSize(at) : [];
  if (smallest && largest && smallest !== largest) judgements.push(judgeGrowth(smallest, largest));
  if (underLoad) {
    const { size, dashboards, answers, refused, lag, arrivals } = underLoad;
    judgements.push({
      goal: `at ${formatSize(size)}, ${dashboards} dashboards while 10,000 sales/s arrive: p99 < 1 s, the mirror < 2 s behind`,
      measured: `p99 ${digits(answers.p99Ms)} ms, ${refused} refused, at most ${digits(lag.maxMs)} ms behind, ${digits(arrivals.aSecond)} sales/s`,
      isReached:
        answers.p99Ms < 1000 && refused === 0 && lag.maxMs < 2000 && arrivals.aSecond > 9_500,
    });
  }
  return judgements;
}

/** Judges one size by itself. */
function judgeSize({ size, questions, cost }: SizeResult): Judgement[] {
  const label = formatSize(size);
  const ratios = questions.map(ratioToPostgres);
  const raw = worst(questions, ratioToRaw);
  const slowest = worst(questions, (times) => -ratioToPostgres(times));
  const again = median(questions.map(({ first, again }) => first.p50Ms / again.p50Ms));
  const cheaper = cost && cost.firstMs / cost.againMs;
  return [
    {
      goal: `at ${label}, the mix's median ≥ 20 × as fast as PostgreSQL`,
      measured: `${digits(median(ratios))} ×`,
      isReached: median(ratios) >= 20,
    },
    {
      goal: `at ${label}, never slower than PostgreSQL`,
      measured: `at least ${digits(Math.min(...ratios))} × as fast (${slowest.name})`,
      isReached: Math.min(...ratios) >= 1,
    },
    {
      goal: `at ${label}, at most 2 × the raw ClickHouse query beyond 2 ms`,
      measured: `at most ${digits(ratioToRaw(raw))} × (${raw.name})`,
      isReached: ratioToRaw(raw) <= 2,
    },
    {
      goal: `at ${label}, a repeated question ≥ 10 × cheaper than a first one`,
      measured: `${cheaper ? `${digits(cheaper)} × in processor time, ` : ""}${digits(again)} × in time to answer (median)`,
      isReached: (cheaper ?? again) >= 10,
    },
  ];
}

/** Judges how answers slow down as sales grow. */
function judgeGrowth(smallest: SizeResult, largest: SizeResult): Judgement {
  const growth = (times: QuestionTimes) => times.first.p50Ms / firstOf(smallest, times.name);
  const most = worst(largest.questions, growth);
  return {
    goal: `from ${formatSize(smallest.size)} to ${formatSize(largest.size)} no question slows by more than 3 ×`,
    measured: `at most ${digits(growth(most))} × (${most.name})`,
    isReached: growth(most) <= 3,
  };
}

/** What the gateway took for the question of a name, in milliseconds; NaN when it was not asked. */
export function firstOf({ questions }: SizeResult, name: string): number {
  return questions.find((times) => times.name === name)?.first.p50Ms ?? Number.NaN;
}

function worst(
  questions: readonly QuestionTimes[],
  badness: (times: QuestionTimes) => number,
): QuestionTimes {
  const [first] = questions.toSorted((left, right) => badness(right) - badness(left));
  if (!first) throw new RangeError("no question was asked");
  return first;
}
