import { afterEach, expect, test } from "vitest";
import { backroom } from "../testing/backroom.ts";
import { makeProduct } from "../testing/make-product.ts";
import { get, rest, send } from "../testing/rest.ts";
import { until } from "../testing/until.ts";
import { expectSoldOnce } from "./testing/expect-sold-once.ts";
import { startSelling } from "./testing/start-selling.ts";
import { type Absence, takeAway } from "./testing/take-away.ts";

const soonMs = 60_000;
const stock = 100_000;

let comeBack: (() => void) | undefined;
afterEach(() => {
  comeBack?.();
  comeBack = undefined;
});

/** Makes a product that is in stock. */
async function stockProduct() {
  const product = await makeProduct();
  await send("PUT", `/inventory/${product.id}`, { stock });
  return product;
}

/** The revenue of all time by a filter, and where the answer came from. */
async function askRevenue(filter: string) {
  const answer = await rest("GET", `/sales/revenue?group_by=year&${filter}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("x-backroom-as-of")).toMatch(/^20/);
  return { source: answer.headers.get("x-backroom-source"), years: answer.exact };
}

/** The revenue of all time by a filter, from ClickHouse, once that holds all that was sold so far. */
function awaitRevenue(filter: string) {
  return until(async () => {
    const revenue = await askRevenue(`${filter}&fresh=true`);
    expect(revenue.source).toBe("CLICKHOUSE");
    return revenue;
  }, soonMs);
}

// The stores are the same to both forms; one of them is enough.
const isHere = backroom.form === "one-process";

test.runIf(isHere).for<Absence>(["stands still", "is gone"])(
  "while ClickHouse %s, sales go on and PostgreSQL answers with the same numbers",
  async (absence) => {
    const product = await stockProduct();
    const filter = `product_id=${product.id}`;
    await send("POST", "/sales", { product_id: product.id, quantity: 3, total_amount: "29.97" });
    const before = await awaitRevenue(filter);
    expect(before.years).toMatchObject([{ revenue: "29.97" }]);

    const other = await stockProduct();
    const selling = startSelling(other.id);
    comeBack = takeAway("clickhouse", absence);
    const soldBefore = selling.count;
    // Never asked like this before, so that no answer is remembered.
    const away = await askRevenue(`${filter}&end_date=2100-01-01&start_date=2026-01-01&fill=false`);
    expect(away).toMatchObject({ source: "POSTGRESQL", years: before.years });
    await until(async () => expect(selling.count).toBeGreaterThan(soldBefore + 20), soonMs);
    await send("POST", "/sales", { product_id: product.id, quantity: 1, total_amount: "0.03" });
    expect(await askRevenue(`${filter}&fresh=true`)).toMatchObject({
      source: "POSTGRESQL",
      years: [{ revenue: "30.00", units: "4" }],
    });
    const keys = await selling.stop();
    expect(selling.failures).toEqual([]);

    comeBack();
    comeBack = undefined;
    expect((await awaitRevenue(filter)).years).toMatchObject([{ revenue: "30.00", units: "4" }]);
    const [year] = (await awaitRevenue(`product_id=${other.id}`)).years;
    expect(year.sales).toBe(String(keys.length));
    await expectSoldOnce(other.id, keys, stock);
  },
);

test.runIf(isHere).for<Absence>(["stands still", "is gone"])(
  "while PostgreSQL %s, writes are UNAVAILABLE, revenue goes on, and all recovers with it",
  async (absence) => {
    const product = await stockProduct();
    await send("POST", "/sales", { product_id: product.id, quantity: 2, total_amount: "19.98" });
    const byProduct = `product_id=${product.id}`;
    const byCategory = `category=${encodeURIComponent(product.category)}`;
    const before = await awaitRevenue(byProduct);
    expect(before.years).toMatchObject([{ revenue: "19.98" }]);

    const other = await stockProduct();
    const selling = startSelling(other.id);
    await until(async () => expect(selling.count).toBeGreaterThan(10), soonMs);
    comeBack = takeAway("postgres", absence);
    const sale = { product_id: product.id, quantity: 1, price: "1.00" };
    const answers = await Promise.all([
      rest("POST", "/sales", sale),
      rest("POST", "/sales/batch", { sales: [sale, sale], all_or_nothing: true }),
      rest("PUT", `/inventory/${product.id}`, { stock: 1 }),
      rest("POST", "/products", { name: "While it is away", price: "1", category: "Away" }),
      rest("GET", `/products/${product.id}`),
      rest("GET", "/sales"),
    ]);
    // Not 504: nobody waited until the deadline.
    expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(503));
    expect(answers.map(({ body }) => body.code)).toEqual(Array(answers.length).fill("unavailable"));
    expect(await askRevenue(byProduct)).toEqual(before);
    expect(await askRevenue(byCategory)).toEqual(before);
    expect((await rest("GET", "/sales/breakdown?by=category")).status).toBe(200);
    expect((await rest("GET", "/sales/revenue?category=never-heard-of")).body.code).toBe(
      "unavailable",
    );
    expect((await rest("GET", "/healthz")).status).toBe(200);
    await until(async () => {
      const ready = await rest("GET", "/readyz");
      expect(ready.status).toBe(503);
      expect(ready.body.services).toEqual({
        "backroom.catalog.v1.CatalogService": "unavailable",
        "backroom.inventory.v1.InventoryService": "unavailable",
        "backroom.sales.v1.SalesService": "unavailable",
        "backroom.revenue.v1.RevenueService": "ready",
      });
    }, soonMs);

    comeBack();
    comeBack = undefined;
    await until(async () => expect((await rest("GET", "/readyz")).status).toBe(200), soonMs);
    await until(async () => {
      await get(`/products/${product.id}`);
      await send("PUT", `/inventory/${product.id}`, { stock: 7 });
      await send("POST", "/sales", { ...sale, channel: "after" });
    }, soonMs);
    const keys = await selling.stop();
    expect((await awaitRevenue(`${byProduct}&channel=after`)).years).toHaveLength(1);
    const renamed = await send("PATCH", `/products/${product.id}`, { name: "Renamed afterwards" });
    await until(async () => {
      const { items } = await get(`/sales/breakdown?by=product&${byProduct}`);
      expect(items[0].name).toBe(renamed.name);
    }, soonMs);
    await expectSoldOnce(other.id, keys, stock);
  },
);
