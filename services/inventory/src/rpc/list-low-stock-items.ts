import { type Handlers, readPage } from "@backroom/kit";
import type { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import { listItemsWhere } from "../list-items-where.ts";
import { nameProducts } from "../name-products.ts";

/** Lists the items at or below their reorder level, by id. */
export function listLowStockItems({
  em,
  products,
}: Deps): Handlers<typeof InventoryService>["listLowStockItems"] {
  return async (request, context) => {
    const ofChannel =
      request.channel === undefined ? sql`true` : sql`i.channel = ${request.channel}`;
    const condition = sql`i.quantity <= i.reorder_level and ${ofChannel}`;
    const list = await listItemsWhere(em, condition, readPage(request, 1));
    await nameProducts(products, list.items, context);
    return list;
  };
}
