import { setTimeout as sleep } from "node:timers/promises";
import { Granularity, RevenueService, Source } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Battlefield } from "./battlefield.ts";
import type { Program } from "./world/program.ts";

const maxSettleMs = 120_000;

/** Heals what is not yet healed, and waits until every mirror says that it has all. */
export async function settleTrial(field: Battlefield): Promise<void> {
  const { fleet, proxy, ledger, database, signal } = field;
  await proxy.settle();
  await fleet.heal();
  // A transaction whose writer has left may still be ending.
  await until(signal, async () => {
    const { rowCount } = await ledger.query(
      "select from pg_stat_activity where datname = $1 and backend_xid is not null and pid <> pg_backend_pid()",
      [database],
    );
    return rowCount === 0;
  });
  await awaitMirrors(field);
}

/** Waits until every mirror says that it has all. */
export async function awaitMirrors(field: Battlefield): Promise<void> {
  const { fleet, signal } = field;
  for (const program of fleet.programs) await until(signal, () => isFresh(field, program));
}

/** Whether a program says that all that was committed before the question is in the mirror. */
async function isFresh({ fleet }: Battlefield, program: Program): Promise<boolean> {
  const request = { groupBy: Granularity.YEAR, fresh: true };
  const { source } = await fleet.call(program, RevenueService.method.getRevenue, request);
  return source === Source.CLICKHOUSE;
}

/** Asks again and again until it is so; what is broken may be mended by then. */
async function until(signal: AbortSignal, isSo: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + maxSettleMs;
  let last: unknown;
  for (;;) {
    const isDone = await isSo().catch((error: unknown) => {
      last = error;
      return false;
    });
    if (isDone) return;
    if (performance.now() > endsAt)
      throw new Error("the mirror does not catch up", { cause: last });
    await sleep(20, undefined, { signal });
  }
}
