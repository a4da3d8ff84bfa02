import { cutPage, type Handlers, readPage } from "@backroom/kit";
import {
  type HistoryEntry,
  HistoryEntrySchema,
  type InventoryService,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import { noSuchItem } from "../read-item.ts";
import { readKey } from "../read-key.ts";
import { parseReason } from "../reason.ts";
import { requireProduct } from "../require-product.ts";

interface HistoryRow {
  readonly id: string;
  readonly inventory_id: string;
  readonly product_id: string;
  readonly channel: string;
  readonly change_qty: string;
  readonly quantity: string;
  readonly reason: string;
  readonly comment: string | null;
  readonly actor: string;
  readonly sale_id: string | null;
  readonly recorded_ms: string;
}

type Listed = { readonly total: string } & (HistoryRow | { readonly id: null });

/** Lists the changes of an item, or of all items of a product, newest first. */
export function listHistory(deps: Deps): Handlers<typeof InventoryService>["listHistory"] {
  return async (request, context) => {
    const { productId, inventoryId } = request;
    const page = readPage(request, 1);
    const after = readKey(page, 0, "integer");
    const condition =
      productId === undefined
        ? sql`h.inventory_id = ${inventoryId}`
        : sql`h.product_id = ${productId}`;
    const { rows } = await sql<Listed>`
      select counted.total, listed.*
      from (select count(*) as total from history h where ${condition}) counted
      left join lateral (
        select h.id, h.inventory_id, h.product_id, i.channel, h.change_qty, h.quantity, h.reason,
          h.comment, h.actor, h.sale_id,
          (extract(epoch from h.recorded_at) * 1000)::bigint as recorded_ms
        from history h join item i on i.id = h.inventory_id
        where ${condition} and ${after ? sql`h.id < ${after}` : sql`true`}
        order by h.id desc limit ${page.limit + 1} offset ${page.skip}
      ) listed on true
      order by listed.id desc
    `.execute(deps.em.getKysely());
    const found = rows.flatMap((row) => (row.id === null ? [] : [row]));
    const { rows: kept, ...fields } = cutPage(found, rows[0]?.total, page, (row) => [row.id]);
    if (fields.total === 0n) {
      // Every item has the row of its making, so an item without history does not exist.
      if (inventoryId !== undefined) throw noSuchItem(inventoryId);
      if (productId !== undefined) await requireProduct(deps, productId, context);
    }
    return { ...fields, items: kept.map(toHistoryEntry) };
  };
}

/** Makes a history entry of a row. */
function toHistoryEntry(row: HistoryRow): HistoryEntry {
  return create(HistoryEntrySchema, {
    id: BigInt(row.id),
    inventoryId: row.inventory_id,
    productId: BigInt(row.product_id),
    channel: row.channel,
    changeQty: BigInt(row.change_qty),
    quantity: BigInt(row.quantity),
    reason: parseReason(row.reason),
    comment: row.comment ?? undefined,
    actor: row.actor,
    saleId: row.sale_id === null ? undefined : BigInt(row.sale_id),
    timestamp: timestampFromMs(Number(row.recorded_ms)),
  });
}
