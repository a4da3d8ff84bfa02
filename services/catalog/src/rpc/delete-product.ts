import { notFound, type UnaryHandler } from "@backroom/kit";
import type {
  DeleteProductRequestSchema,
  DeleteProductResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { readWrittenProduct } from "../database/read-written.ts";
import { Product } from "../entities/product.ts";

/** Archives a product; archiving an archived one changes nothing. */
export function deleteProduct(
  em: SqlEntityManager,
): UnaryHandler<typeof DeleteProductRequestSchema, typeof DeleteProductResponseSchema> {
  return ({ productId }) =>
    em.fork().transactional(async (transaction) => {
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
