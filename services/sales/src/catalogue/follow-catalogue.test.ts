import { CategorySchema, ProductSchema } from "@backroom/proto/catalog/v1/catalog_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";
import { upsertCatalogue } from "./upsert-catalogue.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { catalogue, pool } = sales;

/** The copy of a product. */
const copyOf = async (id: bigint) =>
  (
    await pool.query(
      "select name, sku, price, version, category_id from sales.product where id = $1",
      [id],
    )
  ).rows[0];

test("starts with what the catalogue holds", async () => {
  expect(await copyOf(1n)).toMatchObject({ sku: "BEAR", price: "19.9900", version: 1 });
});

test("follows what changes", async () => {
  catalogue.put(1n, { name: "Bear", price: "21.50" });
  await expect.poll(() => copyOf(1n)).toMatchObject({ name: "Bear", price: "21.5000", version: 2 });
});

test("never replaces newer by older", async () => {
  const product = { id: 5n, price: "1", categoryId: 5n };
  const tell = (version: number, name: string, ms: number, category: string) =>
    upsertCatalogue(pool, {
      products: [create(ProductSchema, { ...product, version, name })],
      categories: [
        create(CategorySchema, { id: 5n, name: category, updatedAt: timestampFromMs(ms) }),
      ],
    });
  await tell(3, "third", 3_000, "Third");
  await tell(2, "second", 2_000, "Second");
  expect(await copyOf(5n)).toMatchObject({ name: "third", version: 3 });
  const { rows } = await pool.query("select name from sales.category where id = 5");
  expect(rows).toEqual([{ name: "Third" }]);
  await tell(4, "fourth", 4_000, "Fourth");
  expect(await copyOf(5n)).toMatchObject({ name: "fourth", version: 4 });
});

test("goes on from where it was after a restart, and after the catalogue was away", async () => {
  await sales.restart();
  catalogue.isAway = true;
  catalogue.put(1n, { name: "Brown bear" });
  await expect.poll(() => copyOf(1n)).toMatchObject({ name: "Bear" });
  catalogue.isAway = false;
  await expect.poll(() => copyOf(1n)).toMatchObject({ name: "Brown bear" });
  const { rows } = await pool.query("select position from sales.catalog_position");
  expect(rows).toEqual([{ position: "3" }]);
});

test("forgets a category that was deleted, and keeps it for old sales", async () => {
  catalogue.categories.set(9n, "Gone soon");
  catalogue.put(1n, {});
  const list = () => sales.call("listSales", { category: "gone soon" });
  await expect.poll(() => list().then(({ total }) => total)).toBe(0n);
  catalogue.removeCategory(9n);
  await expect.poll(() => sales.refusalOf(list())).toContain("NotFound category");
  const { rows } = await pool.query("select name, deleted from sales.category where id = 9");
  expect(rows).toEqual([{ name: "Gone soon", deleted: true }]);
});

test("starts without a catalogue that is away", async () => {
  catalogue.isAway = true;
  await sales.restart();
  const { sale } = await sales.call("recordSale", { productId: 1n, quantity: 1 });
  expect(sale?.productName).toBe("Brown bear");
  catalogue.isAway = false;
});
