import { setTimeout as sleep } from "node:timers/promises";
import { JobOutcome, type MirrorDifference } from "@backroom/proto/sales/v1/mirror_pb";
import type { Pool } from "pg";
import { readDifferences } from "../mirror/read-differences.ts";

const pollMs = 200;

/** How a job is, for whoever asked for it. */
export interface JobNews {
  readonly progress: string;
  readonly outcome: JobOutcome;
  /** What was found since the last time. */
  readonly differences: Omit<MirrorDifference, "$typeName">[];
}

/** Tells how a job of the mirror goes on, whenever there is something new, until it is finished or the signal is aborted. */
export async function* watchJob(
  pool: Pool,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<JobNews> {
  let told: string | undefined;
  let lastDifference = "0";
  while (!signal.aborted) {
    const { rows } = await pool.query<{ progress: string; outcome: OutcomeName | null }>(
      "select progress, outcome from sales.mirror_job where id = $1",
      [id],
    );
    const job = rows[0];
    if (!job) throw new Error(`the mirror's job ${id} is gone`);
    const found = await readDifferences(pool, "job_id = $1 and id > $2", [id, lastDifference]);
    lastDifference = found.at(-1)?.id ?? lastDifference;
    if (job.progress !== told || found.length > 0 || job.outcome) {
      const outcome = job.outcome ? JobOutcome[job.outcome] : JobOutcome.UNSPECIFIED;
      yield { progress: job.progress, outcome, differences: found };
    }
    if (job.outcome) return;
    told = job.progress;
    await sleep(pollMs, undefined, { signal }).catch(() => {});
  }
}

type OutcomeName = Exclude<keyof typeof JobOutcome, "UNSPECIFIED">;
