import { alreadyExists, notFound, validate } from "@backroom/kit";
import {
  CatalogService,
  CreateProductRequestSchema,
  type Product,
  ProductSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import type { MemoryShop } from "./memory-shop.ts";
import { loseAnswer, pageOf } from "./route-helpers.ts";

/** Serves the part of the catalogue that the import uses. */
export function addCatalogueRoutes(router: ConnectRouter, shop: MemoryShop): void {
  router.service(CatalogService, {
    listProducts(request) {
      const matching = shop.products.filter(
        (each) => each.archived === (request.archived ?? false),
      );
      return pageOf(matching, request);
    },
    createProduct(request) {
      validate(CreateProductRequestSchema, request);
      const { name, description, price, category = "", sku, idempotencyKey = "" } = request;
      const before = shop.bodies.get(idempotencyKey);
      const present = shop.products.find((each) => each.sku === sku);
      if (present && before === sku) return { product: present };
      if (present) throw alreadyExists("sku", "is taken");
      const id = BigInt(shop.products.length + 1);
      const product = create(ProductSchema, { id, name, description, price, category, sku });
      shop.products.push(product);
      shop.bodies.set(idempotencyKey, sku ?? "");
      loseAnswer(shop);
      return { product };
    },
    updateProduct(request) {
      const product = shop.products.find((each) => each.id === request.productId);
      if (!product) throw notFound("product_id", "there is none");
      const { name, description, price, category } = request;
      const given = Object.entries({ name, description, price, category });
      const changes = given.filter(([, value]) => value !== undefined);
      Object.assign(product, Object.fromEntries(changes) satisfies Partial<Product>);
      loseAnswer(shop);
      return { product };
    },
  });
}
