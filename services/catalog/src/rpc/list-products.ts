import { cutPage, notFound, readPage, type UnaryHandler } from "@backroom/kit";
import type {
  ListProductsRequestSchema,
  ListProductsResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { Pool } from "pg";
import { toProduct } from "../database/product-row.ts";
import { readAfterId } from "../database/read-after-id.ts";
import { readList } from "../database/read-list.ts";
import type { LiveIndex } from "../search/live-index.ts";
import { searchedListReader } from "../search/read-searched-list.ts";

/** Lists products by id, with their exact number, all of one snapshot. */
export function listProducts(
  pool: Pool,
  live: LiveIndex,
): UnaryHandler<typeof ListProductsRequestSchema, typeof ListProductsResponseSchema> {
  const readSearchedList = searchedListReader(pool, live);
  return async (request) => {
    const page = readPage(request, 1);
    const { categoryId, category, q, sku, archived = false } = request;
    const afterId = readAfterId(page);
    const rowLimit = page.limit + 1;
    const list = { archived, categoryId, category, q, sku, afterId, skip: page.skip, rowLimit };
    const listed = (await readSearchedList(list)) ?? (await readList(pool, list));
    if (!listed.isIdKnown) throw notFound("category_id", `there is no category ${categoryId}`);
    if (!listed.isNameKnown) {
      throw notFound("category", `there is no category of the name ${JSON.stringify(category)}`);
    }
    const { rows: kept, ...fields } = cutPage(listed.rows, listed.total, page, (row) => [row.id]);
    return { ...fields, items: kept.map(toProduct) };
  };
}
