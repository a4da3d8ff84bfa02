import { cutPage, notFound, readPage, type UnaryHandler } from "@backroom/kit";
import type {
  ListProductsRequestSchema,
  ListProductsResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { Pool } from "pg";
import { toListQuery } from "../database/list-products-query.ts";
import { type ProductRow, toProduct } from "../database/product-row.ts";
import { readAfterId } from "../database/read-after-id.ts";
import type { SearchPlanner } from "../search/search-planner.ts";

type ListedRow = { total: string | null; id_known: boolean; name_known: boolean } & (
  | ProductRow
  | { id: null }
);

/** Lists products by id, with their exact number, all of one snapshot. */
export function listProducts(
  pool: Pool,
  planner: SearchPlanner,
): UnaryHandler<typeof ListProductsRequestSchema, typeof ListProductsResponseSchema> {
  return async (request) => {
    const page = readPage(request, 1);
    const { categoryId, category, q, sku, archived = false } = request;
    const afterId = readAfterId(page);
    const { skip, limit } = page;
    const list = { archived, categoryId, category, q, sku, afterId, skip, rowLimit: limit + 1 };
    let plan = await planner.plan(list);
    let { rows } = await pool.query<ListedRow>(toListQuery(plan));
    if (rows[0]?.total === null) {
      // It was kept when the list was planned, and has given way to another since.
      plan = { ...plan, isTotalKept: false };
      ({ rows } = await pool.query<ListedRow>(toListQuery(plan)));
    }
    const [first] = rows;
    if (!first?.id_known) throw notFound("category_id", `there is no category ${categoryId}`);
    if (!first.name_known) {
      throw notFound("category", `there is no category of the name ${JSON.stringify(category)}`);
    }
    const found = rows.filter((row) => row.id !== null);
    const { rows: kept, ...fields } = cutPage(found, first.total ?? "0", page, (row) => [row.id]);
    planner.note(plan, Number(fields.total));
    return { ...fields, items: kept.map(toProduct) };
  };
}
