import { expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { makeItem } from "./testing/make-item.ts";
import { makeProduct } from "./testing/make-product.ts";
import { send } from "./testing/rest.ts";
import { sql } from "./testing/sql.ts";
import { until } from "./testing/until.ts";

test("an analyst finds a sale, its refund and the names in the view sales", async () => {
  const product = await makeProduct({ price: "2.5" });
  const body = { product_id: product.id, quantity: 4, channel: "web", sale_date: "2020-02-02" };
  const sale = await send("POST", "/sales", body);
  await send("POST", `/sales/${sale.id}/refunds`, { quantity: 1, sale_date: "2020-03-03" });
  const rows = await until(async () => {
    const found = await sql(
      `SELECT kind, product, category, channel, sku, quantity, amount, toDate(sale_date) AS day
       FROM sales WHERE product_id = ${product.id} ORDER BY id`,
    );
    expect(found).toHaveLength(2);
    return found;
  });
  const { name, category, sku } = product;
  const names = { product: name, category, sku, channel: "web" };
  expect(rows).toEqual([
    { kind: "SALE", ...names, quantity: "4", amount: "10", day: "2020-02-02" },
    { kind: "REFUND", ...names, quantity: "-1", amount: "-2.5", day: "2020-03-03" },
  ]);
});

test("an analyst sees the stock follow a sale, and a new reorder level", async () => {
  const { product, item } = await makeItem({ quantity: 9 });
  const stock = () =>
    sql(
      `SELECT sku, product, category, channel, quantity, reorder_level, is_low FROM stock WHERE product_id = ${product.id}`,
    );
  const { name, category, sku } = product;
  const what = { product: name, category, sku, channel: "web" };
  await until(async () =>
    expect(await stock()).toEqual([
      { ...what, quantity: "9", reorder_level: "5", is_low: "false" },
    ]),
  );
  await send("POST", "/sales", { product_id: product.id, quantity: 4, channel: "web" });
  await send("PATCH", `/inventory/${item.id}`, { reorder_level: 6 });
  await until(async () =>
    expect(await stock()).toEqual([{ ...what, quantity: "5", reorder_level: "6", is_low: "true" }]),
  );
});

test("every table and column that an analyst sees is described", async () => {
  const mine = "database = currentDatabase() AND name != 'schema_migration'";
  const tables = await sql(`SELECT name, comment FROM system.tables WHERE ${mine}`);
  expect(tables.map((table) => table.name)).toEqual(
    expect.arrayContaining(["sale_fact", "sales", "products", "stock", "quarter_hour_revenue"]),
  );
  const columns = await sql(
    `SELECT concat(table, '.', name) AS name FROM system.columns
     WHERE database = currentDatabase() AND comment = '' AND table IN
       (SELECT name FROM system.tables WHERE ${mine} AND engine != 'MaterializedView')`,
  );
  expect(columns).toEqual([]);
});

test.each([
  "INSERT INTO sale_fact (product_id) VALUES (1)",
  "ALTER TABLE sale_fact DELETE WHERE 1",
  "DROP TABLE sale_fact",
  "TRUNCATE TABLE sale_fact",
  "CREATE TABLE mine (a Int8) ENGINE = Memory",
  "SELECT * FROM file('/etc/passwd', 'LineAsString')",
])("an analyst cannot %s", async (statement) => {
  const [before] = await sql("SELECT count() AS rows FROM sale_fact");
  await expect(sql(statement)).rejects.toThrow(/ClickHouse answered [45]/);
  // Other tests record sales meanwhile: rows may be added, but none may have gone.
  const [after] = await sql("SELECT count() AS rows FROM sale_fact");
  expect(Number(after?.rows)).toBeGreaterThanOrEqual(Number(before?.rows));
});

test("a wrong password opens nothing", async () => {
  const { origin } = new URL(backroom.clickhouseUrl);
  for (const credentials of ["analyst:wrong", "default:", "nobody:"]) {
    const headers = { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
    const response = await fetch(origin, { method: "POST", headers, body: "SELECT 1" });
    expect([401, 403, 516], credentials).toContain(response.status);
    await response.text();
  }
});
