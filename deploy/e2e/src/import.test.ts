import { fileURLToPath } from "node:url";
import { beforeAll, expect, test, vi } from "vitest";
import { amount } from "./testing/amount.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";
import { type ImportRun, runImport } from "./testing/run-import.ts";

// The command takes a second to start, and most of a minute where ten others want the processor.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** The arguments that import one of the bakery's files. */
function file(kind: string): string[] {
  return [`--${kind}`, fileURLToPath(new URL(`./fixtures/bakery-${kind}.csv`, import.meta.url))];
}

const mapping = "order_ref=Order sku=Article channel=Shop quantity=Count unit_price=Each";
const mappings = `${mapping} total_amount=Sum sale_date=When`
  .split(" ")
  .flatMap((each) => ["--map", `sales.${each}`]);
const everything = [...file("products"), ...file("stock"), ...file("sales"), ...mappings];

let first: ImportRun;
beforeAll(async () => {
  first = await runImport(everything);
});

/** Asks for the bakery's revenue, answering each bucket as `[period, revenue]`. */
async function revenue(query: string): Promise<[string, string][]> {
  const categories = "category=Bakery%20Bread&category=bakery%20rolls";
  const { exact } = await rest("GET", `/sales/revenue?fresh=true&${categories}&${query}`);
  return exact.map((point: Json) => [point.period, amount(point.revenue)]);
}

test("a shop's files are imported, and the revenue is what one adds up by hand", async () => {
  expect(first).toMatchObject({
    exitCode: 0,
    stderr: "",
    summary: { products: [3, 3, 0, 0, 0, 0], stock: [3, 3, 0, 0, 0, 0], sales: [6, 6, 0, 0, 0, 0] },
  });
  const year = "start_date=2009-01-01&end_date=2009-12-31";
  expect(await revenue(`group_by=year&${year}`)).toEqual([["2009-01-01", "32.0501"]]);
  expect(await revenue(`group_by=month&${year}&fill=false`)).toEqual([
    ["2009-01-01", "13"],
    ["2009-02-01", "11.8501"],
    ["2009-12-01", "7.2"],
  ]);
  expect(await revenue(`group_by=year&${year}&channel=amazon`)).toEqual([["2009-01-01", "2.85"]]);
  const [brioche] = (await get("/products?sku=BKR-3")).items;
  expect(brioche).toMatchObject({ name: "Crème Brioche", price: 2.4, category: "Bakery Rolls" });
});

test("imported history leaves the stock as the file says", async () => {
  const [bun] = (await get("/products?sku=BKR-2")).items;
  expect(await get(`/inventory/${bun.id}`)).toMatchObject({ stock: 312 });
});

test("importing the same files again changes nothing", async () => {
  const before = await get("/sales?category=Bakery%20Rolls");
  const products = await get("/products?category=Bakery%20Rolls");
  const again = await runImport(everything);
  expect(again).toMatchObject({
    exitCode: 0,
    summary: { products: [3, 0, 0, 3, 0, 0], stock: [3, 0, 0, 3, 0, 0], sales: [6, 0, 0, 6, 0, 0] },
  });
  expect(await get("/sales?category=Bakery%20Rolls")).toEqual(before);
  expect(await get("/products?category=Bakery%20Rolls")).toEqual(products);
});

test("bad rows are reported by line, and the others go in from standard input", async () => {
  const product = await makeProduct();
  const rows = [
    "sku,quantity,price,total_amount,sale_date",
    `${product.sku},1,10,9.99,2009-07-01`,
    `${product.sku},1,10,10.01,2009-07-01`,
    `nobody-${product.sku},1,10,10,2009-07-01`,
    `${product.sku},one,10,10,2009-07-01`,
    `${product.sku},1,10,10,2009-07-32`,
  ];
  const run = await runImport(["--sales", "-"], rows.join("\n"));
  expect(run).toMatchObject({ exitCode: 1, summary: { sales: [5, 1, 0, 0, 0, 4] } });
  expect(run.stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/^\(stdin\):3: total_amount: /),
    expect.stringMatching(/^\(stdin\):4: sku: /),
    expect.stringMatching(/^\(stdin\):5: quantity: /),
    expect.stringMatching(/^\(stdin\):6: sale_date: /),
  ]);
  expect(await get(`/sales?product_id=${product.id}`)).toMatchObject({ total: 1 });
});

test("a strict import with a bad row changes nothing", async () => {
  const product = await makeProduct();
  const rows = `sku,quantity,price,sale_date\n${product.sku},1,10,2009-07-01\nnone,1,1,2009-07-01\n`;
  const run = await runImport(["--strict", "--sales", "-"], rows);
  expect(run).toMatchObject({ exitCode: 1, summary: { sales: [2, 0, 0, 0, 0, 1] } });
  expect(run.stderr).toMatch(/^\(stdin\):3: sku: /);
  expect(await get(`/sales?product_id=${product.id}`)).toMatchObject({ total: 0 });
});

test("a changed file changes only what differs", async () => {
  const product = await makeProduct({ description: "Keep me" });
  await send("PUT", `/inventory/${product.id}`, { stock: 5 });
  const head = "sku,name,category,price\n";
  const row = `${product.sku},${product.name},${product.category},10.50\n`;
  const products = await runImport(["--products", "-"], head + row);
  expect(products.summary).toEqual({ products: [1, 0, 1, 0, 0, 0] });
  expect(await get(`/products/${product.id}`)).toMatchObject({
    price: 10.5,
    description: "Keep me",
    version: 2,
  });
  const stock = await runImport(["--stock", "-"], `sku,qty,reorder point\n${product.sku},5,9\n`);
  expect(stock.summary).toEqual({ stock: [1, 0, 1, 0, 0, 0] });
  expect((await get(`/inventory/${product.id}`)).items).toMatchObject([
    { quantity: 5, reorder_level: 9, low_stock: true },
  ]);
});

test("a wrong key and a wrong address are said in a line", async () => {
  const wrongKey = await runImport([...file("products"), "--key", "wrong"]);
  expect(wrongKey).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/--key/) });
  const nobody = await runImport([...file("products"), "--url", "http://127.0.0.1:9"]);
  expect(nobody).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/cannot be reached/) });
});
