import { quantile } from "../../median.ts";
import { type MixQuestion, variants } from "../mix/question.ts";
import { readAnswer } from "../mix/read-answer.ts";
import { expectSame } from "../mix/rows.ts";
import { readSqlRows } from "../sql/read-sql-rows.ts";
import type { Targets } from "./open-targets.ts";

/** How long answers took, in milliseconds. */
export interface Times {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: number;
}

/** How long each took to answer one question of the mix. */
export interface QuestionTimes {
  readonly name: string;
  /** The gateway, asked what it was not asked before. */
  readonly first: Times;
  /** The gateway, asked the same again. */
  readonly again: Times;
  /** What the service asks ClickHouse, asked without it. */
  readonly raw: Times;
  /** The single facts in ClickHouse. */
  readonly facts: Times;
  /** PostgreSQL with its best indexes. */
  readonly postgres: Times;
}

/** How often a question is asked. */
export interface Effort {
  /** Of the gateway and of ClickHouse's roll-ups; at most as many as a question has variants. */
  readonly rounds: number;
  /** The slow ones are asked at least so often, and no more after so many seconds. */
  readonly minSlowRounds: number;
  readonly maxSlowSeconds: number;
}

type Contender = "first" | "again" | "raw" | "facts" | "postgres";

/**
 * Measures a question, in turns, so that whatever else the machine is doing hits all alike; after a
 * round that does not count, in which the answers of all must be equal.
 */
export async function measureQuestion(
  { name, ask }: MixQuestion,
  targets: Targets,
  effort: Effort,
): Promise<QuestionTimes> {
  await checkAnswers({ name, ask }, targets);
  const times: Record<Contender, number[]> = {
    first: [],
    again: [],
    raw: [],
    facts: [],
    postgres: [],
  };
  const take = async (contender: Contender, work: () => Promise<unknown>) => {
    const begunAtMs = performance.now();
    await work();
    times[contender].push(performance.now() - begunAtMs);
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const isDue = (slow: readonly number[]) =>
    slow.length < effort.minSlowRounds || sum(slow) < effort.maxSlowSeconds * 1000;
  for (let round = 0; round < Math.min(effort.rounds, variants - 1); round++) {
    const question = ask(round);
    const statements = await targets.record(question);
    const fast = [
      async () => {
        await take("first", () => targets.gateway(question));
        await take("again", () => targets.gateway(question));
      },
      () => take("raw", () => targets.raw(statements)),
    ];
    for (const work of round % 2 ? fast.toReversed() : fast) await work();
    if (isDue(times.facts)) await take("facts", () => targets.facts(question));
    if (isDue(times.postgres)) await take("postgres", () => targets.postgres(question));
  }
  return {
    name,
    first: summarize(times.first),
    again: summarize(times.again),
    raw: summarize(times.raw),
    facts: summarize(times.facts),
    postgres: summarize(times.postgres),
  };
}

/** Asks all the same, which also warms them up. Throws when their answers differ. */
async function checkAnswers({ name, ask }: MixQuestion, targets: Targets): Promise<void> {
  const question = ask(variants - 1);
  const expected = readAnswer(question, await targets.gateway(question));
  if (expected.size === 0) throw new Error(`${name}: nothing was sold then`);
  await targets.raw(await targets.record(question));
  expectSame(expected, readSqlRows(await targets.facts(question)), `${name}, ClickHouse's facts`);
  expectSame(expected, readSqlRows(await targets.postgres(question)), `${name}, PostgreSQL`);
}

/** Summarizes how long answers took. */
export function summarize(times: readonly number[]): Times {
  return { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), count: times.length };
}
