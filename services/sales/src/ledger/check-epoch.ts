import type { Pool } from "pg";
import { inTransaction } from "./in-transaction.ts";

/**
 * Finds the present epoch of the ledger's positions. When the database was restored to another
 * server, whose transaction ids begin anew, a new epoch begins: its rows come after all others.
 */
export function checkEpoch(pool: Pool): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query("lock table sales.epoch in share row exclusive mode");
    const { rows } = await client.query<{ epoch: number; same: boolean }>(
      `select epoch, system_identifier = (select system_identifier from pg_control_system()) as same
       from sales.epoch order by epoch desc limit 1`,
    );
    const newest = rows[0] ?? { epoch: 0, same: false };
    if (newest.same) return newest.epoch;
    const epoch = newest.epoch + 1;
    await client.query(
      "insert into sales.epoch (epoch, system_identifier) select $1, system_identifier from pg_control_system()",
      [epoch],
    );
    await client.query(`alter table sales.sale alter column epoch set default ${epoch}`);
    return epoch;
  });
}
