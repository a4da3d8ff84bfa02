import { notFound, type UnaryHandler } from "@backroom/kit";
import type {
  GetProductRequestSchema,
  GetProductResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { Pool } from "pg";
import { prepare } from "../database/prepare.ts";
import { type ProductRow, productColumns, toProduct } from "../database/product-row.ts";

/** Answers one product, archived or not. */
export function getProduct(
  pool: Pool,
): UnaryHandler<typeof GetProductRequestSchema, typeof GetProductResponseSchema> {
  const read = prepare<ProductRow>(
    pool,
    "get-product",
    `select ${productColumns} from product p join category k on k.id = p.category_id where p.id = $1`,
  );
  return async ({ productId }) => {
    const [row] = await read([productId]);
    if (!row) throw notFound("product_id", `there is no product ${productId}`);
    return { product: toProduct(row) };
  };
}
