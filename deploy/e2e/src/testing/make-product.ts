import { randomUUID } from "node:crypto";
import { type Json, send } from "./rest.ts";

/** Makes a name that nothing else has. */
export function uniqueName(prefix: string): string {
  return `${prefix} ${randomUUID().slice(0, 13)}`;
}

/** Creates a product of a test's own, in a category of its own unless it says otherwise. */
export function makeProduct(more: Record<string, unknown> = {}): Promise<Json> {
  const category = "category_id" in more ? {} : { category: uniqueName("Category") };
  const sku = `E2E-${randomUUID().slice(0, 13)}`;
  return send("POST", "/products", {
    name: uniqueName("Product"),
    price: "10.00",
    sku,
    ...category,
    ...more,
  });
}
