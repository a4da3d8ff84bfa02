import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { amount } from "./testing/amount.ts";
import { connectJson } from "./testing/connect.ts";
import { grpc } from "./testing/grpc.ts";
import { listNorthwindFiles, northwindFolder } from "./testing/northwind-folder.ts";
import { get, type Json, rest } from "./testing/rest.ts";
import { runImport } from "./testing/run-import.ts";
import { sql } from "./testing/sql.ts";

const folder = northwindFolder ?? "";

/** Revenue, pieces and number of sales, all as texts. */
type Figures = Readonly<{ revenue: string; units: string; sales: string }>;

/** Figures by the name of what they are the figures of. */
type Table = Readonly<Record<string, Figures>>;

/** Brings figures of any of the ways in to one form. */
function figures({ revenue, units, sales }: Json): Figures {
  return { revenue: amount(revenue), units: String(units ?? 0), sales: String(sales ?? 0) };
}

/** Names a bucket as expected.json does: 1996, 1996-Q3, 1996-07. */
function nameBucket(group: string, period: string): string {
  const [year = "", month = ""] = period.split("-");
  if (group === "year") return year;
  return group === "month" ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** Makes a table of what was sold in each bucket. */
function tableOf(group: string, points: readonly Json[]): Table {
  const sold = points.filter((point) => String(point.sales ?? 0) !== "0");
  return Object.fromEntries(sold.map((point) => [nameBucket(group, point.period), figures(point)]));
}

/** Makes a table of the rows of a breakdown. */
function tableOfItems(items: readonly Json[]): Table {
  return Object.fromEntries(items.map((item) => [item.name, figures(item)]));
}

const range = { startDate: "1996-01-01", endDate: "1998-12-31" };
const query = "start_date=1996-01-01&end_date=1998-12-31";

/** A way to ask for revenue. */
interface Way {
  readonly byTime: (group: string) => Promise<Table>;
  readonly by: (dimension: string, limit: number) => Promise<Table>;
}

/** Asks by calling rpcs with JSON requests. */
function callRpcs(call: (rpc: string, request: Json) => Promise<Json>): Way {
  return {
    async byTime(group) {
      const groupBy = `GRANULARITY_${group.toUpperCase()}`;
      return tableOf(group, (await call("GetRevenue", { groupBy, ...range })).points);
    },
    async by(dimension, limit) {
      const by = `DIMENSION_${dimension.toUpperCase()}`;
      const { items } = await call("BreakdownRevenue", { by, limit, ...range });
      return tableOfItems(items.filter((item: Json) => !item.rest));
    },
  };
}

const ways: Readonly<Record<string, Way>> = {
  REST: {
    byTime: async (group) =>
      tableOf(group, (await rest("GET", `/sales/revenue?group_by=${group}&${query}`)).exact),
    by: async (dimension, limit) => {
      const path = `/sales/breakdown?by=${dimension}&limit=${limit}&${query}`;
      const { exact } = await rest("GET", path);
      return tableOfItems(exact.items.filter((item: Json) => !item.rest));
    },
  },
  "Connect/JSON": callRpcs(async (rpc, request) => {
    const { body, status, text } = await connectJson("revenue", rpc, request);
    expect(status, text).toBe(200);
    return body;
  }),
  gRPC: callRpcs((rpc, request) => grpc("revenue", rpc, request)),
  SQL: {
    async byTime(group) {
      const start = { year: "toStartOfYear", quarter: "toStartOfQuarter", month: "toStartOfMonth" };
      const bucket = `${start[group as keyof typeof start]}(sale_date)`;
      const select = `SELECT toString(toDate(${bucket})) AS period, ${sums} GROUP BY period`;
      return tableOf(group, await sql(select.replace("GROUP", `${fromSales} GROUP`)));
    },
    async by(dimension, limit) {
      const select = `SELECT ${dimension} AS name, ${sums} ${fromSales} GROUP BY name`;
      return tableOfItems(await sql(`${select} ORDER BY sum(amount) DESC LIMIT ${limit}`));
    },
  },
};

const sums = `toString(sum(amount)) AS revenue, sum(quantity) AS units,
  countIf(kind = 'SALE') - countIf(kind = 'VOID') AS sales`;
const fromSales = "FROM sales WHERE sale_date >= '1996-01-01' AND sale_date < '1999-01-01'";

describe.skipIf(!northwindFolder)("Northwind, imported through the API", () => {
  let expected: Json;
  const files = listNorthwindFiles(folder);

  /** The expected table of a kind, in one form. */
  function expectedTable(kind: string): Table {
    const entries = Object.entries(expected[kind] as Record<string, Json>);
    return Object.fromEntries(entries.map(([name, row]) => [name, figures(row)]));
  }

  beforeAll(async () => {
    expected = JSON.parse(await readFile(`${folder}/expected.json`, "utf8"));
    const run = await runImport(files);
    expect(run).toMatchObject({
      exitCode: 0,
      summary: {
        products: [77, 77, 0, 0, 0, 0],
        stock: [77, 77, 0, 0, 0, 0],
        sales: [2155, 2155, 0, 0, 0, 0],
      },
    });
    await get(`/sales/revenue?group_by=year&fresh=true&${query}`);
  });

  describe.each(Object.keys(ways))("over %s", (name) => {
    const way = ways[name] as Way;

    test.each(["year", "quarter", "month"])("revenue by %s is exact", async (group) => {
      expect(await way.byTime(group)).toEqual(expectedTable(group));
    });

    test.each(["category", "channel"])("revenue by %s is exact", async (dimension) => {
      expect(await way.by(dimension, 100)).toEqual(expectedTable(dimension));
    });

    test("the top ten products are exact", async () => {
      const top = await way.by("product", 10);
      expect(top).toEqual(expectedTable("top_10_products"));
      expect(Object.keys(top)).toEqual(Object.keys(expected.top_10_products));
    });
  });

  test("the low-stock list and the counts are exact", async () => {
    const { items, total } = await get("/products?q=NW-&limit=1000");
    expect(total).toBe(expected.counts.products);
    const skus = new Map(items.map((product: Json) => [product.id, product.sku]));
    const categories = new Set(items.map((product: Json) => product.category_id));
    expect(categories.size).toBe(expected.counts.categories);
    const low = [];
    for (let token = ""; ; ) {
      const page = await get(`/inventory/stock/low-stock?limit=1000&page_token=${token}`);
      low.push(...page.items.map((item: Json) => skus.get(item.product_id)));
      token = page.next_page_token;
      if (!token) break;
    }
    expect(low.filter(Boolean).sort()).toEqual(expected.low_stock_skus);
    const sales = await get(`/sales?limit=1&${query}`);
    expect(sales.total).toBe(expected.counts.sales);
  });

  test("importing it again changes nothing", async () => {
    const before = await get(`/sales?limit=1000&${query}`);
    const again = await runImport(files);
    expect(again).toMatchObject({
      exitCode: 0,
      summary: {
        products: [77, 0, 0, 77, 0, 0],
        stock: [77, 0, 0, 77, 0, 0],
        sales: [2155, 0, 0, 2155, 0, 0],
      },
    });
    expect(await get(`/sales?limit=1000&${query}`)).toEqual(before);
  });
});
