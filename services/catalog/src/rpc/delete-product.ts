import { notFound, rememberResult, type UnaryHandler } from "@backroom/kit";
import {
  CatalogService,
  type DeleteProductRequestSchema,
  type DeleteProductResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { readWrittenProduct } from "../database/read-written.ts";
import { Product } from "../entities/product.ts";

/** Archives a product; archiving an archived one changes nothing. */
export function deleteProduct(
  em: SqlEntityManager,
): UnaryHandler<typeof DeleteProductRequestSchema, typeof DeleteProductResponseSchema> {
  return (request) =>
    rememberResult(em, CatalogService.method.deleteProduct, request, async (transaction) => {
      const { productId } = request;
      const product = await transaction.findOne(
        Product,
        { id: productId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!product) throw notFound("product_id", `there is no product ${productId}`);
      product.archived = true;
      await transaction.flush();
      return { product: await readWrittenProduct(transaction, productId) };
    });
}
