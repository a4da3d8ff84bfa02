import { type Item as ItemMessage, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { Item } from "./entities/item.ts";
import { type ItemRow, itemColumns, toItem } from "./item-row.ts";
import { tellCrossing } from "./low-stock/tell-crossing.ts";
import { noSuchItem } from "./read-item.ts";
import { printReason } from "./reason.ts";

/** Why and by whom a quantity is changed. */
export interface ChangeNote {
  /** COUNTED when unspecified. */
  readonly reason: Reason;
  readonly comment?: string | undefined;
  readonly actor: string;
}

/**
 * Locks an item until the end of the transaction, so that nobody else changes it meanwhile.
 *
 * @throws ConnectError NOT_FOUND.
 */
export async function lockItem(em: SqlEntityManager, id: string): Promise<Item> {
  const item = await em.findOne(Item, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!item) throw noSuchItem(id);
  return item;
}

/**
 * Gives a locked item another quantity, writes the change into its history, and tells of it when
 * the item crosses its reorder level.
 *
 * @returns the item as it is then, without its product's name.
 */
export async function changeQuantity(
  em: SqlEntityManager,
  { id, quantity: before }: Item,
  quantity: bigint,
  { reason, comment, actor }: ChangeNote,
): Promise<ItemMessage> {
  const { rows } = await sql<ItemRow>`
    with changed as (
      update item set quantity = ${quantity}, updated_at = clock_timestamp() where id = ${id}
      returning *
    ), noted as (
      insert into history (inventory_id, product_id, change_qty, quantity, reason, comment, actor)
      select id, product_id, quantity - ${before}, quantity,
        ${printReason(reason || Reason.COUNTED)}, ${comment || null}, ${actor}
      from changed
    ), crossed as (${tellCrossing(sql`changed`, sql`${before} <= reorder_level`)})
    select ${itemColumns} from changed i
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw noSuchItem(id);
  return toItem(row);
}
