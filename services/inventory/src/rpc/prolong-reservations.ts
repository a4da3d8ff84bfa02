import type { Handlers } from "@backroom/kit";
import type { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";

/**
 * Has the reservations of sales that were made last on, also those that have expired and were not
 * forgotten yet. They are locked in the order in which sales use them up.
 */
export function prolongReservations({
  em,
}: Deps): Handlers<typeof StockService>["prolongReservations"] {
  return async ({ reservationIds }) => {
    if (reservationIds.length === 0) return { prolonged: 0 };
    const { rows } = await sql`
      update reservation
      set expires_at = greatest(expires_at, clock_timestamp() + interval '900 seconds')
      where id in (
        select id from reservation where id = any(${reservationIds}::uuid[])
        order by id for update
      )
      returning 1
    `.execute(em.getKysely());
    return { prolonged: rows.length };
  };
}
