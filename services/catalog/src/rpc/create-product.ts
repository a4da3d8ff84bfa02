import { rememberResult, type UnaryHandler } from "@backroom/kit";
import {
  CatalogService,
  type CreateProductRequestSchema,
  type CreateProductResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { explainConflict } from "../database/explain-conflict.ts";
import { readWrittenProduct } from "../database/read-written.ts";
import { takeCategory } from "../database/take-category.ts";
import { Product } from "../entities/product.ts";

/** Adds a product, and its category when it is named and new. */
export function createProduct(
  em: SqlEntityManager,
): UnaryHandler<typeof CreateProductRequestSchema, typeof CreateProductResponseSchema> {
  return (request) =>
    rememberResult(em, CatalogService.method.createProduct, request, async (transaction) => {
      const product = transaction.create(Product, {
        name: request.name,
        description: request.description || null,
        price: request.price,
        category: await takeCategory(transaction, request),
        sku: request.sku ?? null,
      });
      await transaction.flush();
      return { product: await readWrittenProduct(transaction, product.id) };
    }).catch(explainConflict);
}
