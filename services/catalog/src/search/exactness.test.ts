import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";
import { foldChanges } from "./fold-changes.ts";
import { rememberTotal } from "./remember-total.ts";

const { createProduct, deleteProduct, listProducts, updateProduct } = CatalogService.method;
const never = new AbortController().signal;
let catalog: TestCatalog;
let categoryId: bigint;
beforeAll(async () => {
  catalog = await openTestCatalog();
  ({ categoryId } = await catalog.addProduct({ name: "First" }));
  await catalog.pool.query(
    "insert into product (name, price, category_id, sku) select 'Granite Bowl ' || n, 1, $1, 'GB-' || n from generate_series(1, 505) n",
    [categoryId],
  );
});
afterAll(() => catalog.close());

/** The totals that are kept of a pattern, once all changes have been added to them. */
async function keptOf(pattern: string): Promise<unknown[]> {
  await expect
    .poll(
      async () => {
        await foldChanges(catalog.pool, never);
        return (await catalog.pool.query("select from search_change")).rowCount;
      },
      { timeout: 60_000 },
    )
    .toBe(0);
  const { rows } = await catalog.pool.query(
    "select archived, total::int from search_total where pattern = $1 order by archived",
    [pattern],
  );
  return rows;
}

test("totals of patterns up to three characters are kept of all products, whoever wrote them", async () => {
  expect(await keptOf("gra")).toEqual([{ archived: false, total: 505 }]);
  expect(await keptOf("")).toEqual([{ archived: false, total: 506 }]);
  await catalog.pool.query("update product set archived = true where sku = 'GB-7'");
  await catalog.pool.query("update product set name = 'Bowl' where sku = 'GB-8'");
  expect(await keptOf("gra")).toEqual([
    { archived: false, total: 503 },
    { archived: true, total: 1 },
  ]);
  await catalog.pool.query("delete from product where sku in ('GB-7', 'GB-8')");
  expect(await keptOf("gra")).toEqual([{ archived: false, total: 503 }]);
});

test("a longer pattern's total is kept after it was counted, and follows the products", async () => {
  const ask = async () => (await catalog.call(listProducts, { q: "Granite", limit: 1 })).total;
  const before = await ask();
  const askAndLook = async () => {
    await ask();
    return keptOf("granite");
  };
  await expect.poll(askAndLook, { timeout: 60_000 }).toHaveLength(1);
  expect(await keptOf("granite")).toEqual([{ archived: false, total: Number(before) }]);
  const { id } = await catalog.addProduct({ name: "Other granite", categoryId });
  expect(await ask()).toBe(before + 1n);
  expect(await keptOf("granite")).toEqual([{ archived: false, total: Number(before) + 1 }]);
  await catalog.call(deleteProduct, { productId: id });
  expect(await ask()).toBe(before);
});

test("every total is the number of products of its own moment, while they change and are added up", async () => {
  let isOver = false;
  const write = async (name: string) => {
    for (let n = 0; n < 12; n++) {
      const { product } = await catalog.call(createProduct, {
        name: `Granite ${name} ${n}`,
        price: "1",
        categoryId,
      });
      const productId = product?.id;
      if (n % 2) await catalog.call(updateProduct, { productId, name: `Marble ${name} ${n}` });
      if (n % 3) await catalog.call(deleteProduct, { productId });
    }
  };
  const fold = async () => {
    while (!isOver) {
      await foldChanges(catalog.pool, never);
      await rememberTotal(catalog.pool, { text: "NITE ", archived: false });
    }
  };
  let checks = 0;
  const check = async () => {
    const filters = ["g", "ni", "ite", "granite", "nite ", "Bowl 1", "marble", "-1"];
    for (; !isOver; checks++) {
      const q = filters[checks % filters.length];
      const archived = checks % 5 === 0;
      const { items, total } = await catalog.call(listProducts, { q, archived, limit: 1000 });
      expect([q, archived, total]).toEqual([q, archived, BigInt(items.length)]);
      const all = await catalog.call(listProducts, { archived, limit: 1000 });
      expect(all.total).toBe(BigInt(all.items.length));
    }
  };
  const others = [fold(), check(), check()];
  try {
    await Promise.all([write("vase"), write("lamp")]);
  } finally {
    isOver = true;
    await Promise.all(others);
  }
  expect(checks).toBeGreaterThan(10);
}, 120_000);

test("a text that could span name and SKU is found in neither, and letters fold as PostgreSQL folds them", async () => {
  await catalog.pool.query(
    "insert into product (name, price, category_id, sku) values (e'Ends\\x01with', 1, $1, 'begin')",
    [categoryId],
  );
  await catalog.addProduct({ name: "ÄÖÜ Größe İX", sku: "straẞe" });
  const totalOf = async (q: string) => (await catalog.call(listProducts, { q })).total;
  expect(await totalOf("s\u0001w")).toBe(1n);
  expect(await totalOf("with\u0001begin")).toBe(0n);
  expect(await totalOf("h\u0001")).toBe(0n);
  expect(await totalOf("äö")).toBe(1n);
  expect(await totalOf("GRÖSSE")).toBe(0n);
  expect(await totalOf("e İ")).toBe(1n);
});
