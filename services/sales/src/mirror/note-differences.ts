import type { Client } from "pg";
import type { Difference } from "./difference.ts";
import type { MirrorState } from "./start-mirror.ts";

/**
 * Notes that tables of the mirror are wrong: from now on, and in every process, revenue is answered
 * from the ledger, until they are repaired.
 *
 * @param client the connection that holds the lock.
 * @param jobId the job that found them.
 */
export async function noteDifferences(
  { freshness, metrics, options }: Pick<MirrorState, "freshness" | "metrics" | "options">,
  client: Client,
  differences: readonly Difference[],
  jobId?: string,
): Promise<void> {
  const column = (key: keyof Difference) => differences.map((difference) => difference[key]);
  await client.query(
    `insert into sales.mirror_difference (job_id, table_name, place, expected, found)
      select $1, d.* from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as d`,
    [jobId ?? null, column("table"), column("place"), column("expected"), column("found")],
  );
  freshness.forget();
  for (const difference of differences) {
    metrics.differences.labels(difference.table).inc();
    options.log.error(difference, "the mirror differs from the ledger");
  }
}

/**
 * Notes that tables of the mirror have been repaired.
 *
 * @param client the connection that holds the lock.
 */
export async function noteRepair(client: Client, tables: readonly string[]): Promise<void> {
  await client.query(
    "update sales.mirror_difference set repaired_at = clock_timestamp() where repaired_at is null and table_name = any($1)",
    [tables],
  );
}
