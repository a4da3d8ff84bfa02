import type { Handlers } from "@backroom/kit";
import {
  InventoryService,
  UpdateItemResponseSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { sql } from "kysely";
import { lockItem } from "../change-quantity.ts";
import type { Deps } from "../deps.ts";
import { tellCrossing } from "../low-stock/tell-crossing.ts";
import { nameProducts } from "../name-products.ts";
import { readItem } from "../read-item.ts";
import { writeInTurn } from "../write-in-turn.ts";

/** Changes the reorder level of an item, which may make it low or no longer low. */
export function updateItem(deps: Deps): Handlers<typeof InventoryService>["updateItem"] {
  return async (request, context) => {
    const { inventoryId, reorderLevel = 0n } = request;
    const method = InventoryService.method.updateItem;
    const result = await writeInTurn(
      deps,
      inventoryId,
      context,
      method,
      request,
      async (transaction) => {
        const before = await lockItem(transaction, inventoryId);
        await sql`
        with changed as (
          update item set reorder_level = ${reorderLevel}, updated_at = clock_timestamp()
          where id = ${inventoryId} returning *
        )
        ${tellCrossing(sql`changed`, sql`quantity <= ${before.reorderLevel}`)}
      `.execute(transaction.getKysely());
        return { item: await readItem(transaction, inventoryId) };
      },
    );
    const response = create(UpdateItemResponseSchema, result);
    await nameProducts(deps.products, response.item ? [response.item] : [], context);
    return response;
  };
}
