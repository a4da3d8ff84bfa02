import type { Client } from "pg";

/**
 * Notes that this process leads, by the connection that holds the lock.
 *
 * @returns whether whoever led before has left in good order, with nothing on its way.
 */
export async function takeLead(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ has_left: boolean }>(
    `with before as (
        select has_left from sales.mirror_leader
      ), taken as (
        insert into sales.mirror_leader (has_left) values (false)
        on conflict (single) do update set has_left = false
      )
      select coalesce((select has_left from before), true) as has_left`,
  );
  return rows[0]?.has_left ?? false;
}

/** Notes that this process leaves the lead, and that nothing which it sent can still arrive. */
export async function leave(client: Client): Promise<void> {
  await client.query("update sales.mirror_leader set has_left = true");
}
