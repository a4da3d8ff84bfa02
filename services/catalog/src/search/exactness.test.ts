import { createLog } from "@backroom/kit";
import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProductList } from "../database/list-products-query.ts";
import { toProduct } from "../database/product-row.ts";
import { type ListedProducts, readList } from "../database/read-list.ts";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";
import { LiveIndex, maxChangesAtOnce } from "./live-index.ts";
import { searchedListReader } from "./read-searched-list.ts";

const { createProduct, deleteProduct, listProducts, updateProduct } = CatalogService.method;
const never = new AbortController().signal;
const first = { archived: false, afterId: 0n, skip: 0, rowLimit: 1_001 };
let catalog: TestCatalog;
let live: LiveIndex;
let read: ReturnType<typeof searchedListReader>;
let categoryIds: bigint[];
beforeAll(async () => {
  catalog = await openTestCatalog();
  const products = [];
  for (const category of ["Bowls", "Vases", "Lamps"]) {
    products.push(await catalog.addProduct({ name: `First of ${category}`, category }));
  }
  categoryIds = products.map((product) => product.categoryId);
  // As in another process: nothing tells it of changes.
  live = new LiveIndex(catalog.pool, createLog("test", "silent"));
  await live.catchUp(never);
  read = searchedListReader(catalog.pool, live);
});
afterAll(async () => {
  live.dispose();
  await catalog.close();
});

const name = fc.constantFrom(
  "Granite Bowl",
  "granite vase",
  "Marble Bowl",
  "Lamp 47",
  "Ölkanne",
  "a",
);
const q = fc.constantFrom(
  "g",
  "BO",
  "ite",
  "granite",
  "nite B",
  "bowl 4",
  "ÖLK",
  "-4",
  "zz",
  "ranite b",
);
const change = fc.record({
  what: fc.constantFrom("insert", "rename", "archive", "restore", "move", "delete", "nothing"),
  name,
  category: fc.nat({ max: 2 }),
  /** Which of ten parts of the products it concerns. */
  part: fc.nat({ max: 9 }),
});
const list = fc.record({
  archived: fc.boolean(),
  category: fc.constantFrom(undefined, "bowls", "LAMPS", "nowhere"),
  category_: fc.constantFrom(undefined, undefined, 0, 1),
  q: fc.option(q, { nil: undefined }),
  afterId: fc.constantFrom(0n, 0n, 20n, 2n ** 40n),
  skip: fc.constantFrom(0, 0, 3),
  rowLimit: fc.constantFrom(3, 21, 101),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
/** What is answered of what was read. */
function answerOf(listed: ListedProducts | undefined) {
  return listed && { ...listed, rows: listed.rows.map(toProduct) };
}

/** Changes products as whoever may write the table can. */
async function write({ what, name, category, part }: Change): Promise<void> {
  const categoryId = categoryIds[category];
  const those = `where id % 10 = ${part}`;
  if (what === "insert") {
    await catalog.pool.query(
      "insert into product (name, price, category_id, sku) select $1 || ' ' || n, 1, $2, gen_random_uuid() from generate_series(1, 5) n",
      [name, categoryId],
    );
  }
  if (what === "rename") await catalog.pool.query(`update product set name = $1 ${those}`, [name]);
  if (what === "archive") await catalog.pool.query(`update product set archived = true ${those}`);
  if (what === "restore") await catalog.pool.query(`update product set archived = false ${those}`);
  if (what === "move") {
    await catalog.pool.query(`update product set category_id = $1 ${those}`, [categoryId]);
  }
  if (what === "delete") await catalog.pool.query(`delete from product ${those} and id % 3 = 0`);
}

test("lists are those that PostgreSQL reads, after every change and without being told of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(change, list), { minLength: 1, maxLength: 8 }),
      async (steps) => {
        for (const [changed, { category_, ...asked }] of steps) {
          await write(changed);
          const categoryId = category_ === undefined ? undefined : categoryIds[category_];
          const whole: ProductList = { ...asked, categoryId };
          const [found, expected] = [await read(whole), await readList(catalog.pool, whole)];
          if (expected.isNameKnown) expect(answerOf(found)).toEqual(answerOf(expected));
          else expect(found?.isNameKnown).toBe(false);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test("what was written is found at once, in every process", async () => {
  for (const other of [read, (asked: ProductList) => readList(catalog.pool, asked)]) {
    const { id } = await catalog.addProduct({ name: "Unheard of", categoryId: categoryIds[0] });
    const found = async () => (await other({ ...first, q: "NHEARD" }))?.rows.map((row) => row.id);
    expect(await found()).toEqual([`${id}`]);
    await catalog.call(updateProduct, { productId: id, name: "Known" });
    expect(await found()).toEqual([]);
    await catalog.call(updateProduct, { productId: id, name: "Unheard of again" });
    await catalog.call(deleteProduct, { productId: id });
    expect(await found()).toEqual([]);
  }
});

test("every total is the number of products of its own moment, while they change", async () => {
  let isOver = false;
  const change = async (name: string) => {
    for (let n = 0; n < 12; n++) {
      const { product } = await catalog.call(createProduct, {
        name: `Slate ${name} ${n}`,
        price: "1",
        categoryId: categoryIds[n % 2],
      });
      const productId = product?.id;
      if (n % 2) await catalog.call(updateProduct, { productId, name: `Chalk ${name} ${n}` });
      if (n % 3) await catalog.call(deleteProduct, { productId });
      if (n % 4) await catalog.call(updateProduct, { productId, category: "Lamps" });
    }
  };
  let checks = 0;
  let fromIndex = 0;
  const check = async () => {
    for (; !isOver; checks++) {
      const q = ["s", "la", "ate", "slate", "chalk ", "vase 1", undefined][checks % 7];
      const category = checks % 3 === 0 ? "lamps" : undefined;
      const asked = { ...first, q, category, archived: checks % 5 === 0 };
      const listed = await read(asked);
      if (listed) fromIndex++;
      const { total, rows } = listed ?? (await readList(catalog.pool, asked));
      expect([asked, total]).toEqual([asked, `${rows.length}`]);
      expect(rows.every((row) => row.archived === asked.archived)).toBe(true);
      if (q)
        expect(
          rows.every((row) => row.name.toLowerCase().includes(q) || row.sku?.includes(q)),
        ).toBe(true);
      const answer = await catalog.call(listProducts, { q, archived: asked.archived, limit: 1000 });
      expect(answer.total).toBe(BigInt(answer.items.length));
    }
  };
  const catchUp = async () => {
    while (!isOver) await live.catchUp(never);
  };
  const others = [check(), check(), check(), catchUp()];
  try {
    await Promise.all([change("vase"), change("bench")]);
  } finally {
    isOver = true;
    await Promise.all(others);
  }
  expect(checks).toBeGreaterThan(10);
  expect(fromIndex).toBeGreaterThan(0);
}, 120_000);

test("a list is read by PostgreSQL alone while much has changed at once, until that was taken in", async () => {
  const asked = { ...first, q: "plenty 7" };
  expect((await read(asked))?.total).toBe("0");
  await catalog.pool.query(
    "insert into product (name, price, category_id) select 'Plenty ' || n, 1, $1 from generate_series(1, $2::int) n",
    [categoryIds[0], 2 * maxChangesAtOnce],
  );
  expect(await read(asked)).toBeUndefined();
  const expected = await readList(catalog.pool, asked);
  expect(expected.total).toBe("111");
  await live.catchUp(never);
  expect(answerOf(await read(asked))).toEqual(answerOf(expected));
  await catalog.pool.query("delete from product where name like 'Plenty %'");
  await live.catchUp(never);
  expect((await read(asked))?.total).toBe("0");
});

test("a product that was put back after its deletion is found", async () => {
  const { id } = await catalog.addProduct({ name: "Prodigal", categoryId: categoryIds[0] });
  expect((await read({ ...first, q: "prodigal" }))?.total).toBe("1");
  await catalog.pool.query("delete from product where id = $1", [id]);
  await catalog.pool.query(
    "insert into product (id, name, price, category_id) overriding system value values ($1, 'Prodigal son', 1, $2)",
    [id, categoryIds[1]],
  );
  expect((await read({ ...first, q: "prodigal" }))?.rows).toMatchObject([{ name: "Prodigal son" }]);
});

test("a product whose id is too great for an index is found by PostgreSQL alone", async () => {
  const great = await openTestCatalog();
  const index = new LiveIndex(great.pool, createLog("test", "silent"));
  const { categoryId } = await great.addProduct({ name: "Modest" });
  await index.catchUp(never);
  await great.pool.query(
    "insert into product (id, name, price, category_id) overriding system value values (5000000000, 'Great', 1, $1)",
    [categoryId],
  );
  const readGreat = searchedListReader(great.pool, index);
  expect(await readGreat({ ...first, q: "great" })).toBeUndefined();
  for (let n = 0; n < 3; n++) await index.catchUp(never);
  expect(await readGreat({ ...first, q: "great" })).toBeUndefined();
  const { items } = await great.call(listProducts, { q: "great" });
  expect(items.map((item) => item.id)).toEqual([5_000_000_000n]);
  index.dispose();
  await great.close();
});

test("products cannot vanish unnoticed", async () => {
  await expect(catalog.pool.query("truncate product")).rejects.toThrow("cannot be truncated");
});

test("a text that could span name and SKU is found in neither, and letters fold as PostgreSQL folds them", async () => {
  await catalog.pool.query(
    "insert into product (name, price, category_id, sku) values (e'Ends\\x01with', 1, $1, 'begin')",
    [categoryIds[0]],
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
