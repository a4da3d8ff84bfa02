import type { CategorySchema, ProductSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { type CategoryRow, categoryColumns, toCategory } from "./category-row.ts";
import { type ProductRow, productColumns, toProduct } from "./product-row.ts";

/** Reads a category that the present transaction has written, with what the database filled in. */
export async function readWrittenCategory(
  em: SqlEntityManager,
  id: bigint,
): Promise<MessageInitShape<typeof CategorySchema>> {
  const [row] = await em.execute<CategoryRow[]>(
    `select ${categoryColumns} from category k where k.id = ?`,
    [id],
  );
  if (!row) throw new Error(`category ${id} has just been written and is not there`);
  return toCategory(row);
}

/** Reads a product that the present transaction has written, with what the database filled in. */
export async function readWrittenProduct(
  em: SqlEntityManager,
  id: bigint,
): Promise<MessageInitShape<typeof ProductSchema>> {
  const [row] = await em.execute<ProductRow[]>(
    `select ${productColumns} from product p join category k on k.id = p.category_id where p.id = ?`,
    [id],
  );
  if (!row) throw new Error(`product ${id} has just been written and is not there`);
  return toProduct(row);
}
