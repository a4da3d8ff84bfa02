import { notFound, type UnaryHandler } from "@backroom/kit";
import type {
  GetCategoryRequestSchema,
  GetCategoryResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { Pool } from "pg";
import { type CategoryRow, categoryColumns, toCategory } from "../database/category-row.ts";
import { prepare } from "../database/prepare.ts";

/** Answers one category that has not been deleted. */
export function getCategory(
  pool: Pool,
): UnaryHandler<typeof GetCategoryRequestSchema, typeof GetCategoryResponseSchema> {
  const read = prepare<CategoryRow>(
    pool,
    "get-category",
    `select ${categoryColumns} from category k where k.id = $1 and not k.deleted`,
  );
  return async ({ categoryId }) => {
    const [row] = await read([categoryId]);
    if (!row) throw notFound("category_id", `there is no category ${categoryId}`);
    return { category: toCategory(row) };
  };
}
