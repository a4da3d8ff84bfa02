import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const {
  createCategory,
  deleteCategory,
  deleteProduct,
  getCategory,
  listCategories,
  updateCategory,
  updateProduct,
} = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

/** Adds an empty category. */
async function addCategory(name: string): Promise<bigint> {
  const { category } = await catalog.call(createCategory, { name });
  return category?.id ?? 0n;
}

test("a deleted category is gone, its name is free and its id is not given out again", async () => {
  const categoryId = await addCategory("Seasonal");
  await catalog.call(deleteCategory, { categoryId });
  const gone = new ConnectError(`category_id: there is no category ${categoryId}`, Code.NotFound);
  await expect(catalog.call(getCategory, { categoryId })).rejects.toThrow(gone);
  await expect(catalog.call(deleteCategory, { categoryId })).rejects.toThrow(gone);
  await expect(catalog.call(updateCategory, { categoryId, name: "Back" })).rejects.toThrow(gone);
  await expect(catalog.addProduct({ categoryId, category: undefined })).rejects.toThrow(gone);
  const { items } = await catalog.call(listCategories, {});
  expect(items.map(({ id }) => id)).not.toContain(categoryId);
  expect(await addCategory("seasonal")).toBeGreaterThan(categoryId);
});

test("a category with a product in it, even an archived one, stays", async () => {
  const product = await catalog.addProduct({ category: "Full" });
  await catalog.call(deleteProduct, { productId: product.id });
  const { categoryId } = product;
  await expect(catalog.call(deleteCategory, { categoryId })).rejects.toThrow(
    new ConnectError(
      `category_id: products are in category ${categoryId}`,
      Code.FailedPrecondition,
    ),
  );
  await catalog.call(updateProduct, { productId: product.id, category: "Elsewhere" });
  await expect(catalog.call(deleteCategory, { categoryId })).resolves.toBeDefined();
});

test("a product that is being put in at the same moment keeps the category", async () => {
  const categoryId = await addCategory("Contended");
  const writer = await catalog.pool.connect();
  try {
    await writer.query("begin");
    await writer.query("select from category where id = $1 for share", [categoryId]);
    await writer.query("insert into product (name, price, category_id) values ('Late', 1, $1)", [
      categoryId,
    ]);
    const deletion = catalog.call(deleteCategory, { categoryId }).catch(ConnectError.from);
    await expect
      .poll(async () => {
        const { rows } = await catalog.pool.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        return rows.length;
      })
      .toBe(1);
    await writer.query("commit");
    expect(await deletion).toMatchObject({ code: Code.FailedPrecondition });
  } finally {
    writer.release();
  }
});

test("whichever of a deletion and a creation comes first, no product is left in a deleted category", async () => {
  for (let round = 0; round < 20; round++) {
    const categoryId = await addCategory(`Round ${round}`);
    await Promise.allSettled([
      catalog.addProduct({ categoryId }),
      catalog.call(deleteCategory, { categoryId }),
      catalog.addProduct({ category: `ROUND ${round}` }),
    ]);
  }
  const { rows } = await catalog.pool.query(
    "select k.name from product p join category k on k.id = p.category_id where k.deleted",
  );
  expect(rows).toEqual([]);
});
