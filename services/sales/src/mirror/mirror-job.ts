import type { Client, ClientBase, Pool } from "pg";

/** What became of a job: a rebuild was done; a comparison found no difference, or repaired what it found; or it failed. */
export type JobOutcome = "DONE" | "EQUAL" | "REPAIRED" | "FAILED";

/** Something that the process which mirrors is asked to do. */
export interface MirrorJob {
  readonly id: string;
  readonly kind: "REBUILD" | "RECONCILE";
  /** How often it was begun; whoever did has not come to its end. */
  readonly attempts: number;
}

/**
 * Asks the process that mirrors to do a job. While one of the same kind has not begun, it stands for
 * this one too.
 *
 * @returns the job's id.
 */
export async function requestJob(
  connection: Pool | ClientBase,
  kind: MirrorJob["kind"],
  requestedBy: string,
): Promise<string> {
  const { rows } = await connection.query<{ id: string }>(
    `with waiting as (
        select id from sales.mirror_job where finished_at is null and kind = $1 and attempts = 0 order by id limit 1
      ), made as (
        insert into sales.mirror_job (kind, requested_by)
        select $1, $2 where not exists (select from waiting) returning id
      )
      select id::text from waiting union all select id::text from made`,
    [kind, requestedBy],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the job was not kept");
  return id;
}

/** Notes that a job begins, by the connection that holds the lock. */
export async function beginJob(client: Client, { id }: MirrorJob): Promise<void> {
  await client.query("update sales.mirror_job set attempts = attempts + 1 where id = $1", [id]);
}

/** Notes how far a job has come. */
export async function tellProgress(
  client: Client,
  { id }: MirrorJob,
  progress: string,
): Promise<void> {
  await client.query("update sales.mirror_job set progress = $2 where id = $1", [id, progress]);
}

/** Notes what became of a job. */
export async function finishJob(
  client: Client,
  { id }: MirrorJob,
  outcome: JobOutcome,
  summary: string,
): Promise<void> {
  await client.query(
    "update sales.mirror_job set outcome = $2, progress = $3, finished_at = clock_timestamp() where id = $1",
    [id, outcome, summary],
  );
}
