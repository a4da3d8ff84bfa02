import type { Pool, QueryResultRow } from "pg";

/**
 * Asks the database for rows until a signal is aborted: then the statement is ended there too, and
 * its connection is given up, for the order to end may arrive when another statement has begun.
 *
 * @throws the signal's reason once it is aborted.
 */
export async function queryUntil<Row extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: readonly unknown[],
  signal: AbortSignal,
): Promise<Row[]> {
  signal.throwIfAborted();
  const client = await pool.connect();
  let end = () => {};
  try {
    const { rows: found } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    end = () => {
      // Unheard, the statement runs to its end, and nothing waits for it.
      pool.query("select pg_cancel_backend($1)", [found[0]?.pid]).catch(() => undefined);
    };
    signal.throwIfAborted();
    signal.addEventListener("abort", end);
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", end);
    client.release(signal.aborted);
  }
}
