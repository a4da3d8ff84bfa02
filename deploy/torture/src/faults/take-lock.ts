import type { Battlefield } from "../battlefield.ts";

/** Ends the connection that holds the mirror's lock; answers how many there were: none while PostgreSQL is away. */
export async function takeLock({ ledger, database }: Battlefield): Promise<number> {
  const ending = ledger.query(
    `select pg_terminate_backend(a.pid) from pg_stat_activity a
      join pg_locks l on l.pid = a.pid and l.locktype = 'advisory' and l.granted
      where a.application_name = 'backroom mirror' and a.datname = $1`,
    [database],
  );
  return ending.then(
    ({ rowCount }) => rowCount ?? 0,
    () => 0,
  );
}
