import { readFile } from "node:fs/promises";
import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { expect, test, vi } from "vitest";
import { importTexts } from "./testing/import-texts.ts";
import { startFakeBackroom } from "./testing/start-fake-backroom.ts";

const dirty = await readFile(new URL("./testing/dirty-sales.csv", import.meta.url));

vi.setConfig({ testTimeout: 120_000 });

const products = `sku,name,category,price
DRT-71A,Tea light,Lights,2.95
DRT-72,Mug,Kitchen,3.95
DRT-73,Cushion,Home,1.255
`;

const dialect = { dateFormat: "mdy", decimal: "point", skuCase: "fold" } as const;

test("every kind of dirt goes in, or is refused, by its rule", async () => {
  await using backroom = await startFakeBackroom();
  const { sales } = await importTexts(
    backroom,
    { products, sales: dirty },
    { encoding: "latin1", rules: dialect },
  );
  expect(sales).toMatchObject({ read: 21, created: 10, unchanged: 0, failed: 11, returned: 2 });
  expect(sales?.unusedColumns).toEqual(["CustomerID", "Country"]);
  expect(
    backroom.shop.sales.map(({ kind, orderRef, sku, quantity }) => [kind, orderRef, sku, quantity]),
  ).toEqual([
    [Kind.SALE, "410001", "DRT-71A", 6],
    [Kind.SALE, "410001", "DRT-71A", 6],
    [Kind.SALE, "410001", "DRT-72", 1],
    [Kind.SALE, "410001", "DRT-72", 1],
    [Kind.SALE, "410002", "DRT-73", 2],
    [Kind.REFUND, "C410003", "DRT-71A", -1],
    [Kind.REFUND, "410004", "DRT-73", -4],
    [Kind.SALE, "410005", "DRT-73", 5],
    [Kind.SALE, "410006", "DRT-72", 1200],
    [Kind.SALE, "410007", "DRT-72", 1],
  ]);
  const problems = sales?.problems.toSorted((a, b) => a.line - b.line);
  expect(problems?.map(({ line, reason }) => [line, reason])).toEqual([
    [15, "price: -1500.06 is negative; a return has a negative quantity"],
    [16, 'sale_date: "13/3/2011 8:00" read as mdy is not a day of the calendar'],
    [17, expect.stringMatching("^sale_date: .* century is not guessed")],
    [18, 'sku: there is no product "DRT-99"'],
    [19, 'sku: there is no product "DRT-99"'],
    [20, expect.stringMatching("^price: .*--round")],
    [21, "price: is in $, and rows before are in £"],
    [22, expect.stringMatching("^quantity: ")],
    [23, "has 3 cells where the header has 8"],
    [24, "a quote is not closed"],
    [25, "sku: is empty"],
  ]);
});

test("other rules leave out, round, and make products, and what went in before stays one", async () => {
  await using backroom = await startFakeBackroom();
  await importTexts(backroom, { products, sales: dirty }, { encoding: "latin1", rules: dialect });
  const { sales } = await importTexts(
    backroom,
    { sales: dirty },
    {
      encoding: "windows-1252",
      newCategory: "Oddments",
      rules: {
        ...dialect,
        returns: "skip",
        zeroPrice: "skip",
        repeated: "skip",
        isRounding: true,
      },
    },
  );
  expect(sales).toMatchObject({ read: 21, created: 3, unchanged: 5, failed: 8, made: 1 });
  expect(sales?.skipped).toEqual(
    new Map([
      ["repeated (--repeated skip)", 2],
      ["returns (--returns skip)", 2],
      ["without a price (--zero-price skip)", 1],
    ]),
  );
  expect(backroom.shop.products.at(-1)).toMatchObject({
    sku: "DRT-99",
    name: "NÉW LAMP",
    category: "Oddments",
    price: "4.5",
  });
  expect(backroom.shop.sales.slice(10).map(({ orderRef, price }) => [orderRef, price])).toEqual([
    ["410011", "4.25"],
    ["410012", "4.5"],
    ["410013", "0.3334"],
  ]);
});

test("a file as Excel writes it where numbers have commas", async () => {
  await using backroom = await startFakeBackroom();
  const rows = [
    "\ufeffsep=;",
    "Order;Article;Qty;Unit price;Total;Date;;",
    '1;DRT-72;"1.200";0,85 €;1.020,00 €;03.01.2011 08:26;;',
    "2;DRT-72;-2;3,95;-7,90;4.1.2011;;",
    ";;;;;;;",
  ];
  await importTexts(backroom, { products });
  const { sales } = await importTexts(
    backroom,
    { sales: rows.join("\r\n") },
    { rules: { decimal: "comma", dateFormat: "dmy" } },
  );
  expect(sales).toMatchObject({ read: 2, created: 2, failed: 0, returned: 1, problems: [] });
  expect(backroom.shop.sales).toMatchObject([
    { quantity: 1200, totalAmount: "1020" },
    { quantity: -2, totalAmount: "7.9" },
  ]);
});

test("a products file whose codes differ by case is one product, and the first row wins", async () => {
  const twice = `sku,name,category,price
dr-1,Lamp,Lights,2
DR-1,Lamp,Lights,2.00
Dr-1,Lamp,Lights,3
DR-2,,Lights,1
`;
  await using backroom = await startFakeBackroom();
  const folded = await importTexts(
    backroom,
    { products: twice },
    { rules: { skuCase: "fold", missingName: "sku" } },
  );
  expect(folded.products).toMatchObject({ read: 4, created: 2, failed: 1 });
  expect(folded.products?.skipped).toEqual(new Map([["said before in the file", 1]]));
  expect(folded.products?.problems).toEqual([
    { line: 4, reason: 'sku: "dr-1" has been in this file before, saying something else' },
  ]);
  expect(backroom.shop.products.map(({ sku, name }) => [sku, name])).toEqual([
    ["dr-1", "Lamp"],
    ["DR-2", "DR-2"],
  ]);
  const exact = await importTexts(backroom, { products: twice });
  expect(exact.products).toMatchObject({ created: 2, unchanged: 1, failed: 1 });
});
