import { aborted, notFound } from "@backroom/kit";
import { LockMode, type SqlEntityManager } from "@mikro-orm/postgresql";
import { Category } from "../entities/category.ts";

/** How a request names the category of a product: by id, or by a name that may be new. */
export interface CategoryChoice {
  readonly categoryId?: bigint;
  readonly category?: string;
}

/**
 * Finds the category that a product is to be in, makes it when it is named and new, and keeps it
 * from being deleted until the transaction ends.
 *
 * @throws ConnectError NOT_FOUND when there is none of that id.
 */
export async function takeCategory(
  em: SqlEntityManager,
  { categoryId, category: name = "" }: CategoryChoice,
): Promise<Category> {
  if (categoryId === undefined) return takeCategoryByName(em, name);
  const category = await em.findOne(
    Category,
    { id: categoryId, deleted: false },
    { lockMode: LockMode.PESSIMISTIC_READ },
  );
  if (!category) throw notFound("category_id", `there is no category ${categoryId}`);
  return category;
}

/** Finds or makes the category of a name. */
async function takeCategoryByName(em: SqlEntityManager, name: string): Promise<Category> {
  // Someone else may make or delete the category between the two statements: look again then.
  for (let attempt = 0; attempt < 10; attempt++) {
    const [row] = await em.execute<{ id: string }[]>(
      "select id from category where lower(name) = lower(?) and not deleted for share",
      [name],
    );
    if (row) return em.getReference(Category, BigInt(row.id));
    const [made] = await em.execute<{ id: string }[]>(
      `insert into category (name) values (?)
       on conflict (lower(name)) where not deleted do nothing returning id`,
      [name],
    );
    if (made) return em.getReference(Category, BigInt(made.id));
  }
  throw aborted("category", "the category is being made and deleted over and over: try again");
}
