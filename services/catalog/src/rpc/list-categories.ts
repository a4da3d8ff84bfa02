import { cutPage, readPage, type UnaryHandler } from "@backroom/kit";
import type {
  ListCategoriesRequestSchema,
  ListCategoriesResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { Pool } from "pg";
import { type CategoryRow, categoryColumns, toCategory } from "../database/category-row.ts";
import { prepare } from "../database/prepare.ts";
import { readAfterId } from "../database/read-after-id.ts";

/** The total comes with every row, and in a row without a category when the page is empty. */
type ListedRow = { total: string } & (CategoryRow | { id: null });

/** Lists the categories that have not been deleted, by id. */
export function listCategories(
  pool: Pool,
): UnaryHandler<typeof ListCategoriesRequestSchema, typeof ListCategoriesResponseSchema> {
  const read = prepare<ListedRow>(
    pool,
    "list-categories",
    `select counted.total, k.*
     from (select count(*) as total from category where not deleted) counted
     left join lateral (
       select ${categoryColumns} from category k where not k.deleted and k.id > $1
       order by k.id limit $2 offset $3
     ) k on true
     order by k.id`,
  );
  return async (request) => {
    const page = readPage(request, 1);
    const rows = await read([readAfterId(page), page.limit + 1, page.skip]);
    const found = rows.filter((row) => row.id !== null);
    const { rows: kept, ...fields } = cutPage(found, rows[0]?.total, page, (row) => [row.id]);
    return { ...fields, items: kept.map(toCategory) };
  };
}
