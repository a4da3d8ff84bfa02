import type { JobResult, JobSteps, Tell } from "./job-steps.ts";
import type { Leadership } from "./leadership.ts";
import type { MirrorJob } from "./mirror-job.ts";
import { rebuildMirror } from "./rebuild-mirror.ts";
import { reconcileMirror } from "./reconcile-mirror.ts";
import { checkStock } from "./stock/check-stock.ts";

/** Does a job step by step. */
export async function* runJob(
  leadership: Leadership,
  job: MirrorJob,
  tell: Tell,
): JobSteps<JobResult> {
  const result = yield* runWithoutStock(leadership, job, tell);
  return yield* checkStock(leadership, tell, result);
}

async function* runWithoutStock(
  leadership: Leadership,
  job: MirrorJob,
  tell: Tell,
): JobSteps<JobResult> {
  if (job.kind === "RECONCILE") return yield* reconcileMirror(leadership, job, tell);
  yield* rebuildMirror(leadership, tell);
  return { outcome: "DONE", summary: "the mirror was rebuilt" };
}
