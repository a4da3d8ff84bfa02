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

/**
 * Makes an item and the first row of its history, a count of what lies there.
 *
 * @returns its id; undefined when the product has an item on that channel already.
 */
export async function insertItem(em: SqlEntityManager, item: NewItem): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into item (product_id, channel, quantity, reorder_level)
      values (${item.productId}, ${item.channel}, ${item.quantity}, ${item.reorderLevel})
      on conflict (product_id, channel) do nothing
      returning *
    ), counted as (
      insert into history (inventory_id, product_id, change_qty, quantity, reason, comment, actor)
      select id, product_id, quantity, quantity, 'COUNTED', ${item.comment || null}, ${item.actor}
      from made
    ), crossed as (${tellCrossing(sql`made`, sql`false`)})
    select id from made
  `.execute(em.getKysely());
  return rows[0]?.id;
}
