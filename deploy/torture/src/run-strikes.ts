import type { Battlefield } from "./battlefield.ts";
import type { PlannedStrike } from "./plan/plan-trial.ts";

/** What share of all writes may end while a fault is not healed; the others follow it. */
const shareDuring = 0.25;

/** Lets every fault strike when its time has come. Those that strike the same thing wait for each other. */
export async function runStrikes(
  field: Battlefield,
  strikes: readonly PlannedStrike[],
): Promise<void> {
  const { progress, signal } = field;
  const turns = new Map<string, Promise<void>>();
  for (const strike of strikes) {
    progress.limit(strike, strike.afterWrites + Math.ceil(progress.total * shareDuring));
  }
  const inOrder = [...strikes].sort((left, right) => left.afterWrites - right.afterWrites);
  const struck = await Promise.allSettled(
    inOrder.map(async (strike) => {
      const { fault, afterWrites } = strike;
      const before = turns.get(fault.target);
      const turn = (async () => {
        try {
          await before;
          await progress.reach(afterWrites, signal);
          await strikeOnce(field, strike);
        } finally {
          progress.lift(strike); // Also when it failed, so that the others come to their end.
        }
      })();
      turns.set(fault.target, turn);
      await turn;
    }),
  );
  for (const result of struck) if (result.status === "rejected") throw result.reason;
}

/** Lets a fault strike, unless it would need what this account cannot have. */
async function strikeOnce(field: Battlefield, { fault, run }: PlannedStrike): Promise<void> {
  const { coverage, world } = field;
  if (fault.needsDisk && !world.disk) {
    coverage.count(`skipped for want of root: ${fault.name}`);
    return;
  }
  coverage.count(`fault ${fault.name}`);
  try {
    await run(field);
  } catch (cause) {
    throw new Error(`${fault.name} could not be carried out`, { cause });
  }
}
