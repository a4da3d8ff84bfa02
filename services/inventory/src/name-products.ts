import type { CallContext } from "@backroom/kit";
import type { Products } from "./products.ts";

/** How long an answer waits for product names before it goes without, in milliseconds. */
const maxWaitMs = 1_000;

/** Writes the products' names into messages, or leaves them out while the catalogue is away. */
export async function nameProducts(
  products: Products,
  messages: readonly { readonly productId: bigint; productName?: string }[],
  context: CallContext,
): Promise<void> {
  if (messages.length === 0) return;
  const ids = messages.map((message) => message.productId);
  const names = await products.findNames(ids, context, maxWaitMs);
  for (const message of messages) {
    const name = names?.get(message.productId);
    if (name !== undefined) message.productName = name;
  }
}
