import type { Client } from "pg";

/**
 * Notes that a session of the mirror begins, by the connection that holds the lock.
 *
 * @returns whether the one before ended with nothing on its way to ClickHouse, or was none.
 */
export async function beginSession(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ was_over: boolean }>(
    `insert into sales.mirror_session (is_over) values (false)
     on conflict (single) do update set is_over = false
     returning coalesce(old.is_over, true) as was_over`,
  );
  return rows[0]?.was_over === true;
}

/** Notes that the session ends with nothing on its way to ClickHouse, while its connection still holds the lock. */
export async function endSession(client: Client): Promise<void> {
  await client.query("update sales.mirror_session set is_over = true");
}
