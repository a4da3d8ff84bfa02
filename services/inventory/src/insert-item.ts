import { failedPrecondition } from "@backroom/kit";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { tellCrossing } from "./low-stock/tell-crossing.ts";

/** An item that is to be made. */
export interface NewItem {
  readonly productId: bigint;
  readonly channel: string;
  readonly quantity: bigint;
  readonly reorderLevel: bigint;
  readonly comment?: string | undefined;
  readonly actor: string;
}

/** The most items of a product, within what is made at the very same moment. */
const maxItems = 1000;

/**
 * Makes an item and the first row of its history, a count of what lies there.
 *
 * @returns its id; undefined when the product has an item on that channel already.
 * @throws ConnectError FAILED_PRECONDITION when the product has items on 1000 channels.
 */
export async function insertItem(em: SqlEntityManager, item: NewItem): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null; is_full: boolean }>`
    with present as (
      select count(*) >= ${maxItems} as is_full from item where product_id = ${item.productId}
    ), made as (
      insert into item (product_id, channel, quantity, reorder_level)
      select ${item.productId}::bigint, ${item.channel}, ${item.quantity}::bigint,
        ${item.reorderLevel}::bigint
      from present where not is_full
      on conflict (product_id, channel) do nothing
      returning *
    ), counted as (
      insert into history (inventory_id, product_id, change_qty, quantity, reason, comment, actor)
      select id, product_id, quantity, quantity, 'COUNTED', ${item.comment || null}, ${item.actor}
      from made
    ), crossed as (${tellCrossing(sql`made`, sql`false`)})
    select is_full, (select id from made) as id from present
  `.execute(em.getKysely());
  if (rows[0]?.is_full) {
    throw failedPrecondition(
      "channel",
      `product ${item.productId} has items on ${maxItems} channels already`,
    );
  }
  return rows[0]?.id ?? undefined;
}
