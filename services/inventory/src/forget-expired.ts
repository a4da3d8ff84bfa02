import { forgetResults } from "@backroom/kit";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { forgetEvents } from "./low-stock/forget-events.ts";

/**
 * Deletes reservations a day after they have expired, for one of a sale that was made may be
 * prolonged late, used ones and idempotency keys after 48 hours, and low-stock events after 30 days;
 * of keys no more once the signal is aborted.
 */
export async function forgetExpired(em: SqlEntityManager, signal?: AbortSignal): Promise<void> {
  await sql`delete from reservation where id in (
    select id from reservation where expires_at < clock_timestamp() - interval '1 day'
    for update skip locked
  )`.execute(em.getKysely());
  await sql`
    delete from used_reservation where used_at < clock_timestamp() - interval '48 hours'
  `.execute(em.getKysely());
  await forgetEvents(em);
  await forgetResults(em.fork(), signal);
}
