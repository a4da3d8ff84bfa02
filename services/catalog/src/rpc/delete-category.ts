import { failedPrecondition, notFound, rememberResult, type UnaryHandler } from "@backroom/kit";
import {
  CatalogService,
  type DeleteCategoryRequestSchema,
  type DeleteCategoryResponseSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { Category } from "../entities/category.ts";
import { Product } from "../entities/product.ts";

/** Deletes a category that no product is in; its name is free again, its id is not. */
export function deleteCategory(
  em: SqlEntityManager,
): UnaryHandler<typeof DeleteCategoryRequestSchema, typeof DeleteCategoryResponseSchema> {
  return (request) =>
    rememberResult(em, CatalogService.method.deleteCategory, request, async (transaction) => {
      const { categoryId } = request;
      // Whoever puts a product into the category holds a shared lock on it: wait for them first.
      const category = await transaction.findOne(
        Category,
        { id: categoryId, deleted: false },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!category) throw notFound("category_id", `there is no category ${categoryId}`);
      const product = await transaction.findOne(Product, { category }, { fields: ["id"] });
      if (product) {
        throw failedPrecondition("category_id", `products are in category ${categoryId}`);
      }
      category.deleted = true;
      return {};
    });
}
