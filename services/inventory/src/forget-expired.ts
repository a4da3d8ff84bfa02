import { forgetResults, type Logger } from "@backroom/kit";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { forgetEvents } from "./low-stock/forget-events.ts";

const intervalMs = 60 * 60 * 1000;

/**
 * Deletes reservations that have expired, which no sum counts, used ones and idempotency keys after
 * 48 hours, and low-stock events after 30 days.
 */
export async function forgetExpired(em: SqlEntityManager): Promise<void> {
  await sql`delete from reservation where id in (
    select id from reservation where expires_at <= clock_timestamp() for update skip locked
  )`.execute(em.getKysely());
  await sql`
    delete from used_reservation where used_at < clock_timestamp() - interval '48 hours'
  `.execute(em.getKysely());
  await forgetEvents(em);
  await forgetResults(em.fork());
}

/** Does so now and every hour; resolves the returned stop when none is under way. */
export function keepForgetting(em: SqlEntityManager, log: Logger): () => Promise<void> {
  const run = () =>
    forgetExpired(em).catch((error: unknown) => {
      log.warn({ err: error }, "could not delete what has expired; trying again in an hour");
    });
  let current = run();
  const timer = setInterval(() => {
    current = run();
  }, intervalMs);
  return () => {
    clearInterval(timer);
    return current;
  };
}
