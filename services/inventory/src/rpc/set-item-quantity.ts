import { aborted, type Handlers } from "@backroom/kit";
import {
  InventoryService,
  SetItemQuantityResponseSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { changeQuantity, lockItem } from "../change-quantity.ts";
import type { Deps } from "../deps.ts";
import { nameProducts } from "../name-products.ts";
import { writeInTurn } from "../write-in-turn.ts";

/** Sets what lies on the shelf after a count. */
export function setItemQuantity(deps: Deps): Handlers<typeof InventoryService>["setItemQuantity"] {
  return async (request, context) => {
    const { inventoryId, expectedQuantity, reason, comment, quantity = 0n } = request;
    const method = InventoryService.method.setItemQuantity;
    const result = await writeInTurn(
      deps,
      inventoryId,
      context,
      method,
      request,
      async (transaction) => {
        const item = await lockItem(transaction, inventoryId);
        if (expectedQuantity !== undefined && item.quantity !== expectedQuantity) {
          throw aborted("expected_quantity", `the quantity is ${item.quantity}`);
        }
        const note = { reason, comment, actor: context.caller.name };
        return { item: await changeQuantity(transaction, item, quantity, note) };
      },
    );
    const response = create(SetItemQuantityResponseSchema, result);
    await nameProducts(deps.products, response.item ? [response.item] : [], context);
    return response;
  };
}
