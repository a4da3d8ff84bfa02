import { setTimeout as sleep } from "node:timers/promises";
import { type MirrorJob, requestJob } from "@backroom/sales/mirror-job";
import type { Battlefield } from "../battlefield.ts";

/** At a load of 20 on two processors a job was seen to take more than three minutes. */
const maxJobMs = 480_000;

/** Asks the mirror for a job, also while PostgreSQL is away, and answers its id. */
export async function askForJob(
  { ledger, signal }: Battlefield,
  kind: MirrorJob["kind"],
): Promise<string> {
  for (;;) {
    try {
      return await requestJob(ledger, kind, "torture");
    } catch {
      await sleep(100, undefined, { signal }); // PostgreSQL is killed now and then.
    }
  }
}

/** Waits until a job is finished, and counts what became of it. */
export async function finishJob(field: Battlefield, id: string): Promise<string> {
  const { ledger, coverage, signal } = field;
  const endsAt = performance.now() + maxJobMs;
  while (performance.now() < endsAt) {
    const outcome = await ledger
      .query<{ outcome: string | null; kind: string }>(
        "select kind, outcome from sales.mirror_job where id = $1",
        [id],
      )
      .then(
        ({ rows: [row] }) => row?.outcome && `${row.kind} ${row.outcome}`,
        () => undefined,
      );
    if (outcome) {
      coverage.count(`jobs of the mirror: ${outcome}`);
      return outcome;
    }
    await sleep(50, undefined, { signal });
  }
  throw new Error(`job ${id} of the mirror is not finished`);
}
