import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Assortment } from "../plan/draw-lane.ts";
import { ask, type ServiceClients } from "../writers/service-clients.ts";

const initialQuantity = 500n;

/**
 * Makes the categories and products of a trial, which get the ids from 1 on, and for every second
 * product an item of stock in each channel of the trial's first two.
 *
 * @returns the ids of the items.
 */
export async function fillShop(
  { catalog, inventory }: ServiceClients,
  { products, categories, channels }: Assortment,
  signal: AbortSignal,
): Promise<string[]> {
  const { method } = CatalogService;
  for (let id = 1; id <= categories; id++) {
    const request = { name: `Category ${id}`, idempotencyKey: `category-${id}` };
    const { category } = await ask(catalog, method.createCategory, request, signal);
    if (category?.id !== BigInt(id)) throw new Error(`category ${id} became ${category?.id}`);
  }
  const items: string[] = [];
  for (let id = 1; id <= products; id++) {
    const categoryId = BigInt(1 + (id % categories));
    const request = { name: `Product ${id}`, price: "1.50", categoryId, idempotencyKey: `p-${id}` };
    const { product } = await ask(catalog, method.createProduct, request, signal);
    if (product?.id !== BigInt(id)) throw new Error(`product ${id} became ${product?.id}`);
    if (id % 2 === 0) continue; // Not every product is tracked.
    for (const channel of channels.slice(0, 2)) {
      const wanted = { productId: BigInt(id), channel, quantity: initialQuantity };
      const key = { idempotencyKey: `item-${id}-${channels.indexOf(channel)}` };
      const answer = await ask(
        inventory,
        InventoryService.method.createItem,
        { ...wanted, ...key },
        signal,
      );
      if (answer.item) items.push(answer.item.id);
    }
  }
  return items;
}
