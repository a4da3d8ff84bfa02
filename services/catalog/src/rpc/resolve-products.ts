import type { UnaryHandler } from "@backroom/kit";
import type {
  ResolveProductsRequestSchema,
  ResolveProductsResponseSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import type { Pool } from "pg";
import { type CategoryRow, categoryColumns, toCategory } from "../database/category-row.ts";
import { prepare } from "../database/prepare.ts";
import { type ProductRow, productColumns, toProduct } from "../database/product-row.ts";

/** A product with its category beside it. */
type ResolvedRow = ProductRow & {
  readonly category_created_at: string;
  readonly category_updated_at: string;
};

/**
 * Answers the products and categories of many ids, SKUs and names. One statement answers products
 * with their categories, as a sale needs them; another what else is asked of categories.
 */
export function resolveProducts(
  pool: Pool,
): UnaryHandler<typeof ResolveProductsRequestSchema, typeof ResolveProductsResponseSchema> {
  const readProducts = prepare<ResolvedRow>(
    pool,
    "resolve-products",
    `select ${productColumns}, k.created_at as category_created_at,
       k.updated_at as category_updated_at
     from product p join category k on k.id = p.category_id
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
    const categories =
      categoryIds.length + categoryNames.length > 0
        ? await readCategories([categoryIds, categoryNames])
        : [];
    const byId = new Map([...products.map(categoryOf), ...categories].map((row) => [row.id, row]));
    return {
      products: products.map(toProduct),
      categories: [...byId.values()].map(toCategory),
    };
  };
}

/** The category that stands beside a product. */
function categoryOf(row: ResolvedRow): CategoryRow {
  return {
    id: row.category_id,
    name: row.category,
    created_at: row.category_created_at,
    updated_at: row.category_updated_at,
  };
}
