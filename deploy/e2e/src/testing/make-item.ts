import { makeProduct } from "./make-product.ts";
import { type Json, send } from "./rest.ts";

/** Makes a product and one stock item of it: 20 pieces on channel web, reorder level 5, unless said. */
export async function makeItem(more: Record<string, unknown> = {}): Promise<Json> {
  const product = await makeProduct();
  const body = { product_id: product.id, channel: "web", quantity: 20, reorder_level: 5, ...more };
  return { product, item: await send("POST", "/inventory", body) };
}
