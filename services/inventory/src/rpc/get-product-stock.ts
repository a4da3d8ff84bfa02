import type { Handlers } from "@backroom/kit";
import type { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Deps } from "../deps.ts";
import { nameProducts } from "../name-products.ts";
import { namedParts, readProductItems, sumStock } from "../product-stock.ts";
import { requireProduct } from "../require-product.ts";

/** Answers the stock of a product over all channels. */
export function getProductStock(deps: Deps): Handlers<typeof InventoryService>["getProductStock"] {
  return async ({ productId }, context) => {
    const productStock = sumStock(productId, await readProductItems(deps.em, productId));
    if (productStock.items.length === 0) {
      productStock.productName = await requireProduct(deps, productId, context);
    } else {
      await nameProducts(deps.products, namedParts(productStock), context);
    }
    return { productStock };
  };
}
