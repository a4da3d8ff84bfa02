import { type RawBuilder, sql } from "kysely";

/**
 * The statement that tells of items just written that they crossed their reorder level, to be a
 * part of the statement that writes them.
 *
 * @param written what holds the items as they now are.
 * @param wasLow whether such an item was low before.
 */
export function tellCrossing(
  written: RawBuilder<unknown>,
  wasLow: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into low_stock_event
      (inventory_id, product_id, channel, quantity, reorder_level, low_stock)
    select id, product_id, channel, quantity, reorder_level, quantity <= reorder_level
    from ${written} where (quantity <= reorder_level) <> (${wasLow})
  `;
}
