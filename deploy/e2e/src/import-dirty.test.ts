import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { amount } from "./testing/amount.ts";
import { get, rest } from "./testing/rest.ts";
import { runImport } from "./testing/run-import.ts";

// The command takes a second to start, and most of a minute where ten others want the processor.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const file = fileURLToPath(new URL("../../import/src/testing/dirty-sales.csv", import.meta.url));
const dialect =
  "--encoding latin1 --date-format mdy --decimal point --sku-case fold --channel dirt";
const args = ["--sales", file, ...dialect.split(" ")];

/** Asks for what the dirty file brought in its year. */
async function revenue() {
  const range = "start_date=2011-01-01&end_date=2011-12-31";
  const path = `/sales/revenue?group_by=year&${range}&channel=dirt&fresh=true`;
  const { exact } = await rest("GET", path);
  const [{ revenue, gross, refunds, units, sales }] = exact;
  return [amount(revenue), amount(gross), amount(refunds), Number(units), Number(sales)];
}

test("a dirty export comes to what one adds up by hand, refusing what no rule allows", async () => {
  const products =
    "sku,name,category,price\nDRT-71A,Tea light,Lights,2.95\nDRT-72,Mug,Kitchen,3.95\nDRT-73,Cushion,Home,1.255\n";
  expect(await runImport(["--products", "-"], products)).toMatchObject({ exitCode: 0 });
  const run = await runImport(args);
  expect(run).toMatchObject({ exitCode: 1, summary: { sales: [21, 10, 0, 0, 0, 11] } });
  const lines = run.stderr.trim().split("\n");
  expect(lines.map((line) => /:(\d+): (\w+)/.exec(line)?.slice(1).join(" "))).toEqual([
    "15 price",
    "16 sale_date",
    "17 sale_date",
    "18 sku",
    "19 sku",
    "20 price",
    "21 price",
    "22 quantity",
    "23 has",
    "24 a",
    "25 sku",
  ]);
  expect(run.stdout).toMatch("sales: 2 of the rows are returns");
  expect(run.stdout).toMatch("columns not read: Description, CustomerID, Country");
  // 2 x 6 x 2.55 + 2 x 3.39 + 2 x 1.255 + 5 x 0.001 + 1200 x 0.85 + 0, and 2.55 given back.
  expect(await revenue()).toEqual(["1057.345", "1059.895", "-2.55", 1217, 8]);
});

test("the same export by other rules adds only what is new to it", async () => {
  const rules = "--returns skip --zero-price skip --repeated skip --round --create-products";
  const run = await runImport([...args, ...rules.split(" "), "--category", "Oddments"]);
  expect(run).toMatchObject({ exitCode: 1, summary: { sales: [21, 3, 0, 5, 5, 8] } });
  expect(run.stdout).toMatch("sales: 1 products made");
  const [lamp] = (await get("/products?sku=DRT-99")).items;
  expect(lamp).toMatchObject({ name: "NÉW LAMP", price: 4.5, category: "Oddments" });
  // 4.25 + 2 x 4.50 + 0.3334 more.
  expect((await revenue())[0]).toBe("1070.9284");
});
