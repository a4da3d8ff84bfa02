import { type Item, ItemSchema } from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { sql } from "kysely";

/** An item as `itemColumns` selects it; 64-bit numbers come as text. */
export interface ItemRow {
  readonly id: string;
  readonly product_id: string;
  readonly channel: string;
  readonly quantity: string;
  readonly reserved: string;
  readonly reorder_level: string;
  readonly created_ms: string;
  readonly updated_ms: string;
}

/** What to select from `item i`; reservations that have expired do not count. */
export const itemColumns = sql`i.id, i.product_id, i.channel, i.quantity, i.reorder_level,
  coalesce((
    select sum(r.quantity)::bigint from reservation r
    where r.inventory_id = i.id and r.expires_at > clock_timestamp()
  ), 0) as reserved,
  (extract(epoch from i.created_at) * 1000)::bigint as created_ms,
  (extract(epoch from i.updated_at) * 1000)::bigint as updated_ms`;

/** Makes an item, without its product's name, of a row. */
export function toItem(row: ItemRow): Item {
  const quantity = BigInt(row.quantity);
  const reserved = BigInt(row.reserved);
  const reorderLevel = BigInt(row.reorder_level);
  return create(ItemSchema, {
    id: row.id,
    productId: BigInt(row.product_id),
    channel: row.channel,
    quantity,
    reserved,
    available: quantity - reserved,
    reorderLevel,
    lowStock: quantity <= reorderLevel,
    createdAt: timestampFromMs(Number(row.created_ms)),
    updatedAt: timestampFromMs(Number(row.updated_ms)),
  });
}
