import type { Pool, PoolClient } from "pg";

/**
 * Lets a pool replace a connection that dies while somebody holds it. Kysely's transactions give a
 * connection back only after a commit or rollback that succeeded, which on a dead one never does:
 * without this, each transaction that PostgreSQL's end or a failover cuts takes a place in the
 * pool for ever. Giving such a connection back later does nothing.
 */
export function releaseDeadClients(pool: Pool): void {
  const held = new Set<PoolClient>();
  pool.on("acquire", (client) => held.add(client));
  pool.on("release", (_error, client) => held.delete(client));
  pool.on("connect", (client) => {
    client.on("end", () => {
      if (!held.has(client)) return;
      client.release(true);
      client.release = () => undefined;
    });
  });
}
