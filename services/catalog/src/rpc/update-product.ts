import { aborted, notFound, parseDecimal, rememberResult, type UnaryHandler } from "@backroom/kit";
import {
  CatalogService,
  type UpdateProductRequest,
  type UpdateProductRequestSchema,
  type UpdateProductResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { explainConflict } from "../database/explain-conflict.ts";
import { readWrittenProduct } from "../database/read-written.ts";
import { takeCategory } from "../database/take-category.ts";
import { Product } from "../entities/product.ts";

/** Changes the fields of a product that are given; a change of nothing keeps its version. */
export function updateProduct(
  em: SqlEntityManager,
): UnaryHandler<typeof UpdateProductRequestSchema, typeof UpdateProductResponseSchema> {
  return (request) =>
    rememberResult(em, CatalogService.method.updateProduct, request, async (transaction) => {
      const { productId, expectedVersion } = request;
      const product = await transaction.findOne(
        Product,
        { id: productId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!product) throw notFound("product_id", `there is no product ${productId}`);
      if (expectedVersion !== undefined && expectedVersion !== product.version) {
        throw aborted("expected_version", `product ${productId} has version ${product.version}`);
      }
      change(product, request);
      if (request.categoryId !== undefined || request.category !== undefined) {
        product.category = await takeCategory(transaction, request);
      }
      await transaction.flush();
      return { product: await readWrittenProduct(transaction, productId) };
    }).catch(explainConflict);
}

/** Puts the given fields, but for the category, into the product. */
function change(product: Product, request: UpdateProductRequest): void {
  if (request.name !== undefined) product.name = request.name;
  if (request.description !== undefined) product.description = request.description || null;
  if (request.sku !== undefined) product.sku = request.sku || null;
  if (request.archived !== undefined) product.archived = request.archived;
  // 18 and 18.0000 are the same price.
  if (request.price !== undefined && parseDecimal(request.price) !== parseDecimal(product.price)) {
    product.price = request.price;
  }
}
