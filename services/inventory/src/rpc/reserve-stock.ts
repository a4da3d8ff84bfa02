import { aborted, alreadyExists, failedPrecondition, type Handlers } from "@backroom/kit";
import type { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";

interface Attempt {
  readonly available: string;
  readonly made: boolean;
  readonly held_item: string | null;
  readonly held_product: string | null;
  readonly held_quantity: string | null;
}

/**
 * Sets pieces aside for a checkout; who holds the item's lock decides, so nobody gets the same piece.
 * Pieces that a sale has used up since are not set aside again.
 */
export function reserveStock({ em }: Deps): Handlers<typeof StockService>["reserveStock"] {
  return ({ reservationId, productId, channel, quantity, ttlSeconds = 900 }) =>
    em.fork().transactional(async (transaction) => {
      const itemId = await lockSellableItem(transaction, productId, channel);
      if (itemId === undefined) {
        throw failedPrecondition(
          "product_id",
          `product ${productId} has no item on channel ${channel} nor on default`,
        );
      }
      // A statement of its own, so that it sees what was committed while the lock was awaited.
      const { rows } = await sql<Attempt>`
        with held as (
          select r.inventory_id, r.quantity, i.product_id
          from reservation r join item i on i.id = r.inventory_id
          where r.id = ${reservationId} and r.expires_at > clock_timestamp()
          union all
          select inventory_id, quantity, product_id from used_reservation
          where id = ${reservationId}
        ), stock as (
          select i.quantity - coalesce((
            select sum(r.quantity) from reservation r
            where r.inventory_id = i.id and r.expires_at > clock_timestamp()
          ), 0) as available
          from item i where i.id = ${itemId}
        ), made as (
          insert into reservation (id, inventory_id, quantity, expires_at)
          select ${reservationId}::uuid, ${itemId}::uuid, ${quantity}::bigint,
            clock_timestamp() + make_interval(secs => ${ttlSeconds})
          from stock where available >= ${quantity} and not exists (select from held)
          on conflict (id) do update set inventory_id = excluded.inventory_id,
            quantity = excluded.quantity, expires_at = excluded.expires_at
            where reservation.expires_at <= clock_timestamp()
          returning 1
        )
        select stock.available, exists (select from made) as made, held.inventory_id as held_item,
          held.product_id as held_product, held.quantity as held_quantity
        from stock left join held on true
      `.execute(transaction.getKysely());
      const [attempt] = rows;
      if (attempt?.made) return { inventoryId: itemId };
      if (attempt?.held_item) {
        const same =
          attempt.held_product === String(productId) && attempt.held_quantity === String(quantity);
        if (same) return { inventoryId: attempt.held_item };
        throw alreadyExists("reservation_id", "is that of another product or quantity");
      }
      if (attempt && BigInt(attempt.available) >= quantity) {
        throw aborted("reservation_id", "was taken by another call at the same moment");
      }
      const available = attempt?.available ?? "0";
      throw failedPrecondition("quantity", `${quantity} asked for, ${available} available`);
    });
}

/** Locks the item that a sale on this channel would reduce: the channel's own, else `default`. */
async function lockSellableItem(
  em: SqlEntityManager,
  productId: bigint,
  channel: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from item where product_id = ${productId} and channel in (${channel}, 'default')
    order by channel = ${channel} desc limit 1 for update
  `.execute(em.getKysely());
  return rows[0]?.id;
}
