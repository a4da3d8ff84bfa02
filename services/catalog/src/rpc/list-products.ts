import { cutPage, notFound, readPage, type UnaryHandler } from "@backroom/kit";
import type {
  ListProductsRequestSchema,
  ListProductsResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { Pool } from "pg";
import { toListQuery } from "../database/list-products-query.ts";
import { type ProductRow, toProduct } from "../database/product-row.ts";
import { readAfterId } from "../database/read-after-id.ts";

type ListedRow = { total: string; id_known: boolean; name_known: boolean } & (
  | ProductRow
  | { id: null }
);

/** Lists products by id, with their exact number, in one round trip. */
export function listProducts(
  pool: Pool,
): UnaryHandler<typeof ListProductsRequestSchema, typeof ListProductsResponseSchema> {
  return async (request) => {
    const page = readPage(request, 1);
    const { categoryId, category, q, sku, archived = false } = request;
    const afterId = readAfterId(page);
    const { rows } = await pool.query<ListedRow>(
      toListQuery({
        archived,
        categoryId,
        category,
        q,
        sku,
        afterId,
        skip: page.skip,
        rowLimit: page.limit + 1,
      }),
    );
    const [first] = rows;
    if (!first?.id_known) throw notFound("category_id", `there is no category ${categoryId}`);
    if (!first.name_known) {
      throw notFound("category", `there is no category of the name ${JSON.stringify(category)}`);
    }
    const found = rows.filter((row) => row.id !== null);
    const { rows: kept, ...fields } = cutPage(found, first.total, page, (row) => [row.id]);
    return { ...fields, items: kept.map(toProduct) };
  };
}
