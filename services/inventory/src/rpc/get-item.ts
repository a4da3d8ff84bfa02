import type { Handlers } from "@backroom/kit";
import type { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Deps } from "../deps.ts";
import { nameProducts } from "../name-products.ts";
import { readItem } from "../read-item.ts";

/** Answers one item. */
export function getItem({ em, products }: Deps): Handlers<typeof InventoryService>["getItem"] {
  return async (request, context) => {
    const item = await readItem(em, request.inventoryId);
    await nameProducts(products, [item], context);
    return { item };
  };
}
