import type { Pool, PoolClient } from "pg";

/**
 * Changes the totals of searches in a transaction, for which only one may do so at a time.
 *
 * @returns what the work answers; undefined when somebody else is at it.
 */
export async function changeTotals<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query("begin");
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('change search totals', 0)) as taken",
    );
    const result = rows[0]?.taken ? await work(client) : undefined;
    await client.query("commit");
    isBroken = false;
    return result;
  } finally {
    client.release(isBroken);
  }
}
