import type { UnaryHandler } from "@backroom/kit";
import type {
  ResolveProductsRequestSchema,
  ResolveProductsResponseSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import type { Pool } from "pg";
import { type CategoryRow, categoryColumns, toCategory } from "../database/category-row.ts";
import { prepare } from "../database/prepare.ts";
import { type ProductRow, productColumns, toProduct } from "../database/product-row.ts";

/** Answers the products and categories of many ids, SKUs and names with two statements at most. */
export function resolveProducts(
  pool: Pool,
): UnaryHandler<typeof ResolveProductsRequestSchema, typeof ResolveProductsResponseSchema> {
  const readProducts = prepare<ProductRow>(
    pool,
    "resolve-products",
    `select ${productColumns} from product p join category k on k.id = p.category_id
     where p.id = any($1::bigint[]) or p.sku = any($2::text[])`,
  );
  const readCategories = prepare<CategoryRow>(
    pool,
    "resolve-categories",
    `select ${categoryColumns} from category k
     where not k.deleted and (k.id = any($1::bigint[])
       or lower(k.name) = any(array(select lower(name) from unnest($2::text[]) name)))`,
  );
  return async ({ productIds, skus, categoryIds, categoryNames }) => {
    const products =
      productIds.length + skus.length > 0 ? await readProducts([productIds, skus]) : [];
    const ids = [...categoryIds, ...new Set(products.map((row) => row.category_id))];
    const categories =
      ids.length + categoryNames.length > 0 ? await readCategories([ids, categoryNames]) : [];
    return { products: products.map(toProduct), categories: categories.map(toCategory) };
  };
}
