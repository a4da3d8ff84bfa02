import { rememberResult, type UnaryHandler } from "@backroom/kit";
import {
  CatalogService,
  type CreateCategoryRequestSchema,
  type CreateCategoryResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { explainConflict } from "../database/explain-conflict.ts";
import { readWrittenCategory } from "../database/read-written.ts";
import { Category } from "../entities/category.ts";

/** Adds a category. */
export function createCategory(
  em: SqlEntityManager,
): UnaryHandler<typeof CreateCategoryRequestSchema, typeof CreateCategoryResponseSchema> {
  return (request) =>
    rememberResult(em, CatalogService.method.createCategory, request, async (transaction) => {
      const category = transaction.create(Category, { name: request.name });
      await transaction.flush();
      return { category: await readWrittenCategory(transaction, category.id) };
    }).catch(explainConflict);
}
