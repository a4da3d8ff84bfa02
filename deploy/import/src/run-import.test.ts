import { expect, test, vi } from "vitest";
import { Tally } from "./report/tally.ts";
import { importTexts } from "./testing/import-texts.ts";
import { startFakeBackroom } from "./testing/start-fake-backroom.ts";

vi.setConfig({ testTimeout: 120_000 });

const products = "sku,name,description,category,price\nA,Apple,Red,Fruit,1.50\nB,Bean,,Pulses,18\n";
const stock = "sku,channel,quantity,reorder_level\nA,web,5,10\nB,,7,2\n";
const sales = `order_ref,sku,channel,quantity,unit_price,total_amount,sale_date
1,A,web,2,1.5,3,2025-01-01
1,A,web,2,1.50,3.00,2025-01-01
2,B,web,1,18,17.1,2025-01-02
`;

/** What a file of so many rows comes to when each row meets the same fate. */
function all(fate: "created" | "unchanged", read: number) {
  return Object.assign(new Tally(), { read, [fate]: read });
}

test("loads all three files, and again changes nothing", async () => {
  await using backroom = await startFakeBackroom();
  const first = await importTexts(backroom, { products, stock, sales });
  expect(first).toEqual({
    isLoaded: true,
    said: [],
    products: all("created", 2),
    stock: all("created", 2),
    sales: all("created", 3),
  });
  expect(backroom.shop.sales.map((sale) => sale.totalAmount)).toEqual(["3", "3", "17.1"]);
  const before = structuredClone([backroom.shop.products, backroom.shop.items]);
  const again = await importTexts(backroom, { products, stock, sales });
  expect(again).toEqual({
    isLoaded: true,
    said: ["sales: going on after line 4, where it was broken off or had ended"],
    products: all("unchanged", 2),
    stock: all("unchanged", 2),
    sales: all("unchanged", 3),
  });
  expect([backroom.shop.products, backroom.shop.items]).toEqual(before);
  expect(backroom.shop.sales).toHaveLength(3);
});

test("changes what differs and leaves what the file does not say", async () => {
  await using backroom = await startFakeBackroom();
  await importTexts(backroom, { products, stock });
  const changed = await importTexts(backroom, {
    products: "sku,name,description,category,price\nA,Apple,,fruit,1.60\nB,Bean,,Pulses,18.00\n",
    stock: "sku,channel,quantity\nA,web,6\nB,default,7\n",
  });
  expect(changed).toMatchObject({
    products: { updated: 1, unchanged: 1, failed: 0 },
    stock: { updated: 1, unchanged: 1, failed: 0 },
  });
  expect(backroom.shop.products[0]).toMatchObject({ description: "Red", price: "1.6" });
  expect(backroom.shop.items[0]).toMatchObject({ quantity: 6n, reorderLevel: 10n });
});

const badSales = `sku,quantity,price,total_amount,sale_date
A,2,1.5,3,2025-01-01
A,0,1.5,0,2025-01-01
A,1,1.5,2,2025-02-30
NONE,1,1,1,2025-01-01
A,1,1,1.00001,2025-01-01

A,1,1
A,3,1,4,2025-01-01
`;

test("reports bad rows by line, from here and from the server, and loads the rest", async () => {
  await using backroom = await startFakeBackroom();
  const outcome = await importTexts(backroom, { products, sales: badSales });
  const { created, failed, problems } = outcome.sales ?? {};
  expect({ created, failed }).toEqual({ created: 1, failed: 6 });
  const byLine = new Map(problems?.map(({ line, reason }) => [line, reason]));
  expect(byLine.get(3)).toMatch(/^quantity: /);
  expect(byLine.get(4)).toMatch(/^sale_date: .*calendar/);
  expect(byLine.get(5)).toBe('sku: there is no product "NONE"');
  expect(byLine.get(6)).toMatch(/^total_amount: .*four digits/);
  expect(byLine.get(8)).toBe("has 3 cells where the header has 5");
  expect(byLine.get(9)).toMatch(/^total_amount: 4 is above 1 x 3; /);
  expect(backroom.shop.sales).toHaveLength(1);
});

test("loads nothing when it is strict and a row is bad", async () => {
  await using backroom = await startFakeBackroom();
  const outcome = await importTexts(backroom, { products, sales: badSales }, { isStrict: true });
  expect(outcome).toMatchObject({ isLoaded: false, sales: { failed: 6 }, products: { failed: 0 } });
  expect(backroom.shop.writes).toBe(0);
  const good = await importTexts(backroom, { products, stock, sales }, { isStrict: true });
  expect(good).toMatchObject({ isLoaded: true, sales: { created: 3 } });
});

test("knows the products of the same command by their SKU in any case, also when it is strict", async () => {
  await using backroom = await startFakeBackroom();
  const lower = sales.replaceAll(",A,", ",a,");
  const changed = { isStrict: true, rules: { skuCase: "fold" } } as const;
  const outcome = await importTexts(backroom, { products, sales: lower }, changed);
  expect(outcome).toMatchObject({ isLoaded: true, sales: { created: 3, failed: 0 } });
  const exact = await importTexts(backroom, { sales: lower });
  expect(exact.sales).toMatchObject({ created: 0, unchanged: 1, failed: 2 });
});

test("sends nothing in a dry run", async () => {
  await using backroom = await startFakeBackroom();
  const outcome = await importTexts(backroom, { products, sales: badSales }, { isDryRun: true });
  expect(outcome).toMatchObject({ isLoaded: false, sales: { failed: 5 } });
  expect(backroom.shop.writes).toBe(0);
});

test("counts a sale once when its answer was lost", async () => {
  await using backroom = await startFakeBackroom();
  backroom.shop.lostAnswers = 1;
  await importTexts(backroom, { products });
  backroom.shop.lostAnswers = 2;
  const outcome = await importTexts(backroom, { sales });
  expect(outcome.sales).toEqual(all("created", 3));
  expect(backroom.shop.products).toHaveLength(2);
  expect(backroom.shop.sales).toHaveLength(3);
});

test("loads more rows than a batch holds", async () => {
  await using backroom = await startFakeBackroom();
  const rows = Array.from({ length: 5432 }, (_, index) => `${index},A,1,1,2025-01-01\n`);
  const many = `order_ref,sku,quantity,price,sale_date\n${rows.join("")}`;
  const outcome = await importTexts(backroom, { products, sales: many });
  expect(outcome.sales).toEqual(all("created", 5432));
});

test("stops at once with a wrong key", async () => {
  await using backroom = await startFakeBackroom();
  await expect(importTexts(backroom, { products }, { key: "wrong" })).rejects.toThrow("API key");
});
