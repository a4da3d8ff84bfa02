import { type Handlers, readPage } from "@backroom/kit";
import type { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import { listItemsWhere } from "../list-items-where.ts";
import { nameProducts } from "../name-products.ts";
import { requireProduct } from "../require-product.ts";

/** Lists items by id, of one product or channel if so asked. */
export function listItems(deps: Deps): Handlers<typeof InventoryService>["listItems"] {
  return async (request, context) => {
    const { productId, channel } = request;
    const conditions = [
      sql`true`,
      ...(productId === undefined ? [] : [sql`i.product_id = ${productId}`]),
      ...(channel === undefined ? [] : [sql`i.channel = ${channel}`]),
    ];
    const condition = sql.join(conditions, sql` and `);
    const list = await listItemsWhere(deps.em, condition, readPage(request, 1));
    if (list.total === 0n && productId !== undefined)
      await requireProduct(deps, productId, context);
    await nameProducts(deps.products, list.items, context);
    return list;
  };
}
