import { Coverage } from "./coverage.ts";
import type { Fault } from "./faults/fault.ts";
import { faults as allFaults } from "./faults/list-faults.ts";
import type { Options } from "./options.ts";
import { describePlan, planTrial } from "./plan/plan-trial.ts";
import { runTrial, type TrialResult } from "./run-trial.ts";
import { startWorld } from "./world/world.ts";

/** What came out of a run. */
export interface TortureResult {
  readonly trials: number;
  readonly failed: readonly TrialResult[];
  readonly rows: number;
  readonly coverage: Coverage;
}

/**
 * Runs trials one after the other on stores of its own.
 *
 * @param say is told what happens, a line or a few at a time.
 * @param signal ends the run after the trial under way.
 */
export async function runTorture(
  options: Options,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<TortureResult> {
  const { seed, faults, goOn, keep } = options;
  const world = await startWorld();
  const failed: TrialResult[] = [];
  const coverage = new Coverage();
  let trials = 0;
  let rows = 0;
  try {
    if (!world.disk) say("No disk can be mounted by this account: full-disk is skipped.");
    for (const trial of listTrials(options)) {
      if (signal.aborted || (failed.length > 0 && !goOn)) break;
      const result = await runTrial(world, planTrial(seed, trial, faults));
      trials++;
      rows += result.rows;
      coverage.add(result.coverage);
      if (result.problems.length > 0) failed.push(result);
      say(describeResult(result, faults));
    }
  } finally {
    await world.stop(keep);
    if (keep) say(`The stores and programs.log are kept in ${world.dir}`);
  }
  return { trials, failed, rows, coverage };
}

const defaultTrials = 20;

function* listTrials({ trial, trials, forMs }: Options): Generator<number> {
  if (trial !== undefined) return yield trial;
  const endsAt = performance.now() + (forMs ?? 0);
  const least = trials ?? (forMs === undefined ? defaultTrials : 0);
  for (let next = 1; next <= least || performance.now() < endsAt; next++) yield next;
}

function describeResult(
  { plan, problems, rows, ms }: TrialResult,
  faults: readonly Fault[],
): string {
  const strikes = plan.strikes.map(({ fault }) => fault.name).join(", ");
  const head = `trial ${plan.trial}: ${strikes}; ${rows} rows, ${(ms / 1000).toFixed(1)} s`;
  if (problems.length === 0) return head;
  const isOnly = faults.length < allFaults.length;
  const only = isOnly ? ` --only ${faults.map(({ name }) => name).join(",")}` : "";
  return [
    `${head}: FAILED`,
    describePlan(plan),
    ...problems.slice(0, 12),
    `repeat it with: npm run torture -- --seed ${plan.seed} --trial ${plan.trial}${only}`,
  ].join("\n");
}
