import type { Battlefield } from "./battlefield.ts";
import type { PlannedStrike } from "./plan/plan-trial.ts";

/** What share of all writes may end while a fault is not healed; the others follow it. */
const shareDuring = 0.25;

/** Lets every fault strike when its time has come. Those that strike the same thing wait for each other. */
export async function runStrikes(
  field: Battlefield,
  strikes: readonly PlannedStrike[],
): Promise<void> {
  const { progress, coverage, signal, world } = field;
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
        await before;
        await progress.reach(afterWrites, signal);
        if (fault.needsDisk && !world.disk) {
          coverage.count(`skipped for want of root: ${fault.name}`);
        } else {
          coverage.count(`fault ${fault.name}`);
          await strike.run(field).catch((cause) => {
            throw new Error(`${fault.name} could not be carried out`, { cause });
          });
        }
        progress.lift(strike);
      })();
      turns.set(fault.target, turn);
      await turn;
    }),
  );
  for (const result of struck) if (result.status === "rejected") throw result.reason;
}
