import { alreadyExists, type Handlers, rememberResult } from "@backroom/kit";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Deps } from "../deps.ts";
import { insertItem } from "../insert-item.ts";
import { readItem } from "../read-item.ts";
import { requireProduct } from "../require-product.ts";

/** Begins to track a product on a channel. */
export function createItem(deps: Deps): Handlers<typeof InventoryService>["createItem"] {
  return async (request, context) => {
    const { productId, comment } = request;
    const productName = await requireProduct(deps, productId, context);
    const method = InventoryService.method.createItem;
    return rememberResult(deps.em, method, request, async (em) => {
      const channel = request.channel ?? "default";
      const id = await insertItem(em, {
        productId,
        channel,
        quantity: request.quantity ?? 0n,
        reorderLevel: request.reorderLevel ?? 0n,
        comment,
        actor: context.caller.name,
      });
      if (id === undefined) {
        throw alreadyExists("channel", `product ${productId} has an item on channel ${channel}`);
      }
      const item = await readItem(em, id);
      if (productName !== undefined) item.productName = productName;
      return { item };
    });
  };
}
