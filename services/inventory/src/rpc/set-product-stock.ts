import { aborted, failedPrecondition, type Handlers } from "@backroom/kit";
import {
  InventoryService,
  Reason,
  type SetProductStockRequest,
  SetProductStockResponseSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { changeQuantity } from "../change-quantity.ts";
import type { Deps } from "../deps.ts";
import { Item } from "../entities/item.ts";
import { insertItem } from "../insert-item.ts";
import { namedParts, readProductItems, sumStock } from "../product-stock.ts";
import { requireProduct } from "../require-product.ts";
import { writeInTurn } from "../write-in-turn.ts";

/** Sets the stock of a product that lies in one place, or that of one of its channels. */
export function setProductStock(deps: Deps): Handlers<typeof InventoryService>["setProductStock"] {
  return async (request, context) => {
    const { productId } = request;
    const productName = await requireProduct(deps, productId, context);
    const method = InventoryService.method.setProductStock;
    const result = await writeInTurn(deps, productId, context, method, request, async (em) => {
      await setStock(em, request, context.caller.name);
      return { productStock: sumStock(productId, await readProductItems(em, productId)) };
    });
    const response = create(SetProductStockResponseSchema, result);
    if (response.productStock && productName !== undefined) {
      for (const part of namedParts(response.productStock)) part.productName = productName;
    }
    return response;
  };
}

/** Sets the quantity of the item that is meant, or makes it. */
async function setStock(em: SqlEntityManager, request: SetProductStockRequest, actor: string) {
  const { productId, comment, expectedStock, stock = 0n } = request;
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: "asc" } } as const;
  const items = await em.find(Item, { productId }, lock);
  if (items.length > 1 && request.channel === undefined) {
    const channels = items.map((item) => item.channel).sort();
    const some = channels.slice(0, 10).join(", ");
    const more = channels.length > 10 ? ` and ${channels.length - 10} more` : "";
    throw failedPrecondition("channel", `is needed: the product lies on ${some}${more}`);
  }
  const channel = request.channel ?? items[0]?.channel ?? "default";
  const found = items.find((candidate) => candidate.channel === channel);
  const added = { productId, channel, quantity: stock, reorderLevel: 0n, comment, actor };
  const made = found ? undefined : await insertItem(em, added);
  // If it was neither there nor could be made, somebody else made it since we looked.
  const item =
    found ?? (made ? undefined : await em.findOneOrFail(Item, { productId, channel }, lock));
  const before = item?.quantity ?? 0n;
  if (expectedStock !== undefined && before !== expectedStock) {
    throw aborted("expected_stock", `the stock on channel ${channel} is ${before}`);
  }
  if (item) await changeQuantity(em, item, stock, { reason: Reason.COUNTED, comment, actor });
}
