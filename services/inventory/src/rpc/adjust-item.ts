import { failedPrecondition, type Handlers } from "@backroom/kit";
import {
  AdjustItemResponseSchema,
  InventoryService,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { changeQuantity, lockItem } from "../change-quantity.ts";
import type { Deps } from "../deps.ts";
import { nameProducts } from "../name-products.ts";
import { writeInTurn } from "../write-in-turn.ts";

/** The most pieces of an item that may be entered by hand. */
const maxQuantity = 1_000_000_000n;

/**
 * Adds to an item or takes from it. By hand no quantity leaves its bounds; one that the ledger made
 * negative may be raised, even if it stays below zero.
 */
export function adjustItem(deps: Deps): Handlers<typeof InventoryService>["adjustItem"] {
  return async (request, context) => {
    const { inventoryId, changeQty, reason, comment } = request;
    const method = InventoryService.method.adjustItem;
    const result = await writeInTurn(
      deps,
      inventoryId,
      context,
      method,
      request,
      async (transaction) => {
        const item = await lockItem(transaction, inventoryId);
        const quantity = item.quantity + changeQty;
        if (changeQty < 0n ? quantity < 0n : quantity > maxQuantity) {
          throw failedPrecondition(
            "change_qty",
            `would change the quantity from ${item.quantity} to ${quantity}, beyond 0 to ${maxQuantity}`,
          );
        }
        const note = { reason, comment, actor: context.caller.name };
        return { item: await changeQuantity(transaction, item, quantity, note) };
      },
    );
    const response = create(AdjustItemResponseSchema, result);
    await nameProducts(deps.products, response.item ? [response.item] : [], context);
    return response;
  };
}
