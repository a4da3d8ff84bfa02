import type { TortureResult } from "./run-torture.ts";

/** Says what a run has come to; the last lines are the number of trials and the seed. */
export function summarize(seed: number, { trials, failed, rows, coverage }: TortureResult): string {
  const seen = coverage.list().map(([name, times]) => `${String(times).padStart(8)}  ${name}`);
  const numbers = failed.map(({ plan }) => plan.trial).join(", ");
  return [
    "What was seen:",
    ...seen,
    `${rows} rows of the ledger compared one by one, and every roll-up and answer with them`,
    `${trials} trials, ${failed.length} failed${numbers && `: ${numbers}`}`,
    `seed ${seed}`,
  ].join("\n");
}
