import { notFound, rememberResult, type UnaryHandler } from "@backroom/kit";
import {
  CatalogService,
  type UpdateCategoryRequestSchema,
  type UpdateCategoryResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { explainConflict } from "../database/explain-conflict.ts";
import { readWrittenCategory } from "../database/read-written.ts";
import { Category } from "../entities/category.ts";

/** Renames a category; its products answer the new name from then on. */
export function updateCategory(
  em: SqlEntityManager,
): UnaryHandler<typeof UpdateCategoryRequestSchema, typeof UpdateCategoryResponseSchema> {
  return (request) =>
    rememberResult(em, CatalogService.method.updateCategory, request, async (transaction) => {
      const { categoryId, name } = request;
      const category = await transaction.findOne(
        Category,
        { id: categoryId, deleted: false },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!category) throw notFound("category_id", `there is no category ${categoryId}`);
      category.name = name;
      await transaction.flush();
      return { category: await readWrittenCategory(transaction, categoryId) };
    }).catch(explainConflict);
}
