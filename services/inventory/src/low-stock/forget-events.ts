import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";

/** Deletes events older than 30 days and keeps up to which one they are gone. */
export async function forgetEvents(em: SqlEntityManager): Promise<void> {
  await sql`
    with forgotten as (
      delete from low_stock_event where id <= (
        select max(id) from low_stock_event
        where occurred_at < clock_timestamp() - interval '30 days'
      )
      returning id
    )
    update low_stock_feed set forgotten_id = greatest(forgotten_id, (select max(id) from forgotten))
    where exists (select from forgotten)
  `.execute(em.getKysely());
}
