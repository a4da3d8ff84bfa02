import type { Handlers } from "@backroom/kit";
import type { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { lockItem } from "../change-quantity.ts";
import type { Deps } from "../deps.ts";
import { nameProducts } from "../name-products.ts";
import { readItem } from "../read-item.ts";

/** Changes the reorder level of an item. */
export function updateItem({
  em,
  products,
}: Deps): Handlers<typeof InventoryService>["updateItem"] {
  return async ({ inventoryId, reorderLevel = 0n }, context) => {
    const item = await em.fork().transactional(async (transaction) => {
      const locked = await lockItem(transaction, inventoryId);
      locked.reorderLevel = reorderLevel;
      await transaction.flush();
      return readItem(transaction, inventoryId);
    });
    await nameProducts(products, [item], context);
    return { item };
  };
}
