import { Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { HistoryEntry } from "./entities/history-entry.ts";
import { Item } from "./entities/item.ts";
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

/** Gives a locked item another quantity and writes the change into its history. */
export async function changeQuantity(
  em: SqlEntityManager,
  item: Item,
  quantity: bigint,
  { reason, comment, actor }: ChangeNote,
): Promise<void> {
  em.create(HistoryEntry, {
    inventoryId: item.id,
    productId: item.productId,
    changeQty: quantity - item.quantity,
    quantity,
    reason: printReason(reason || Reason.COUNTED),
    comment: comment || null,
    actor,
  });
  item.quantity = quantity;
  item.updatedAt = new Date();
  await em.flush();
}
