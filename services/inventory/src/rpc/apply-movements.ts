import type { Handlers } from "@backroom/kit";
import type { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { type RawBuilder, sql } from "kysely";
import type { Deps } from "../deps.ts";
import { printReason } from "../reason.ts";

/**
 * Applies rows of the sales ledger, all in one transaction and each at most once.
 *
 * Calls follow one another, so that of two with the same sale the second sees what the first did.
 * A sale that meets no item is remembered as well, for one that is made later must not move, and
 * so is a reservation that a sale has used up, for asking for it again must not reserve again.
 */
export function applyMovements({ em }: Deps): Handlers<typeof StockService>["applyMovements"] {
  return async ({ movements }, context) => {
    if (movements.length === 0) return { applied: 0 };
    const saleIds = movements.map((movement) => String(movement.saleId));
    // What a sale took from an item goes back to that item, whatever items were made since.
    const refunds = movements.filter(({ refundOf }) => refundOf !== undefined);
    const refundIds = refunds.map(({ saleId }) => String(saleId));
    const refundedIds = refunds.map(({ refundOf }) => String(refundOf));
    const productIds = movements.map((movement) => String(movement.productId));
    const channels = movements.map((movement) => movement.channel);
    const changes = movements.map((movement) => String(movement.changeQty));
    const reasons = movements.map((movement) => printReason(movement.reason));
    const actors = movements.map((movement) => movement.actor || context.caller.name);
    const reservations = movements.map((movement) => movement.reservationId ?? null);
    const used = reservations.filter((id) => id !== null);
    return em.fork().transactional(async (transaction) => {
      const db = transaction.getKysely();
      await sql`select pg_advisory_xact_lock(hashtextextended('apply movements', 0))`.execute(db);
      const { rows } = await sql<{ applied: string }>`
        with movement as materialized (
          select distinct on (sale_id) *
          from unnest(
            ${saleIds}::bigint[], ${productIds}::bigint[], ${channels}::text[],
            ${changes}::bigint[], ${reasons}::text[], ${actors}::text[], ${reservations}::uuid[]
          ) with ordinality as given
            (sale_id, product_id, channel, change_qty, reason, actor, reservation_id, nth)
          where not exists (select from history h where h.sale_id = given.sale_id)
            and not exists (select from untracked_movement u where u.sale_id = given.sale_id)
          order by sale_id, nth
        ), origin as materialized (
          select distinct on (refund.id) refund.id, h.inventory_id, u.sale_id is not null as is_untracked
          from unnest(${refundIds}::bigint[], ${refundedIds}::bigint[]) as refund (id, refund_of)
          left join history h on h.sale_id = refund.refund_of
          left join untracked_movement u on u.sale_id = refund.refund_of
        ), aimed as materialized (
          select movement.*, case
              when reason = 'VOID' and origin.is_untracked then null
              else coalesce(origin.inventory_id, own.id, fallback.id)
            end as item_id
          from movement
          left join origin on origin.id = movement.sale_id
          left join item own
            on own.product_id = movement.product_id and own.channel = movement.channel
          left join item fallback
            on fallback.product_id = movement.product_id and fallback.channel = 'default'
        ), target as materialized (
          select *, sum(change_qty) over (partition by item_id order by nth)::bigint as change_so_far
          from aimed
        ), locked as materialized (
          select id from item where id in (select item_id from target) order by id for update
        ), change as materialized (
          select item_id, sum(change_qty)::bigint as change_qty from target
          where item_id is not null group by item_id
        ), changed as (
          update item set quantity = quantity + change.change_qty, updated_at = clock_timestamp()
          from locked join change on change.item_id = locked.id
          where item.id = locked.id
          returning item.id, item.channel, item.reorder_level,
            item.quantity - change.change_qty as quantity_before
        ), moved as materialized (
          select nth, item_id, product_id, changed.channel, change_qty, reason, actor, sale_id,
            reservation_id, reorder_level, quantity_before + change_so_far as quantity_after
          from target join changed on changed.id = target.item_id
        ), written as (
          insert into history
            (inventory_id, product_id, change_qty, quantity, reason, actor, sale_id)
          select item_id, product_id, change_qty, quantity_after, reason, actor, sale_id
          from moved order by nth
          returning 1
        ), crossed as (
          insert into low_stock_event
            (inventory_id, product_id, channel, quantity, reorder_level, low_stock, sale_id)
          select item_id, product_id, channel, quantity_after, reorder_level,
            quantity_after <= reorder_level, sale_id
          from moved
          where (quantity_after <= reorder_level)
            <> (quantity_after - change_qty <= reorder_level)
          order by nth
        ), untracked as (
          insert into untracked_movement select sale_id from target where item_id is null
        )${used.length === 0 ? sql`` : useUp(used)}
        select count(*) as applied from written
      `.execute(db);
      return { applied: Number(rows[0]?.applied ?? 0) };
    });
  };
}

/** The parts of the statement that free the reservations which sales use up, and remember them. */
function useUp(reservations: readonly string[]): RawBuilder<unknown> {
  return sql`, freed as (
    delete from reservation where id in (
      select id from reservation where id = any(${reservations}::uuid[]) order by id for update
    )
  ), used_up as (
    insert into used_reservation (id, inventory_id, product_id, quantity)
    select reservation_id, item_id, product_id, -change_qty from moved
    where reservation_id is not null
    on conflict (id) do nothing
  )`;
}
