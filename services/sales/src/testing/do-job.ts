import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { type MirrorJob, requestJob } from "../mirror/mirror-job.ts";

/** Asks for a job of the mirror and waits until it is finished. */
export async function doJob(pool: Pool, kind: MirrorJob["kind"]) {
  return waitForJob(pool, await requestJob(pool, kind, "test"));
}

/** Waits until a job is finished. */
export async function waitForJob(pool: Pool, id: string) {
  for (;;) {
    const { rows } = await pool.query<{ outcome: string | null; progress: string }>(
      "select outcome, progress from sales.mirror_job where id = $1",
      [id],
    );
    const job = rows[0];
    if (job?.outcome) return { id, outcome: job.outcome, progress: job.progress };
    await sleep(20);
  }
}
