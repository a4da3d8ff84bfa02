import { randomUUID } from "node:crypto";
import { alreadyExists, notFound } from "@backroom/kit";
import { InventoryService, ItemSchema } from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import type { MemoryShop } from "./memory-shop.ts";
import { loseAnswer, pageOf } from "./route-helpers.ts";

/** Serves the part of the inventory that the import uses. */
export function addInventoryRoutes(router: ConnectRouter, shop: MemoryShop): void {
  /** Finds an item by its id. */
  function findItem(id: string) {
    const item = shop.items.find((each) => each.id === id);
    if (!item) throw notFound("inventory_id", "there is none");
    return item;
  }

  router.service(InventoryService, {
    listItems: (request) => pageOf(shop.items, request),
    createItem({ productId, channel = "default", quantity = 0n, reorderLevel = 0n }) {
      if (!shop.products.some((each) => each.id === productId)) {
        throw notFound("product_id", `there is no product ${productId}`);
      }
      const present = shop.items.find(
        (each) => each.productId === productId && each.channel === channel,
      );
      if (present) throw alreadyExists("channel", "the product has an item there");
      const item = create(ItemSchema, {
        id: randomUUID(),
        productId,
        channel,
        quantity,
        reorderLevel,
      });
      shop.items.push(item);
      shop.writes += 1;
      return { item };
    },
    setItemQuantity({ inventoryId, quantity = 0n }) {
      const item = findItem(inventoryId);
      item.quantity = quantity;
      loseAnswer(shop);
      return { item };
    },
    updateItem({ inventoryId, reorderLevel = 0n }) {
      const item = findItem(inventoryId);
      item.reorderLevel = reorderLevel;
      loseAnswer(shop);
      return { item };
    },
  });
}
