import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { importTexts } from "./testing/import-texts.ts";
import { type FakeBackroom, startFakeBackroom } from "./testing/start-fake-backroom.ts";

vi.setConfig({ testTimeout: 120_000 });

const products = "sku,name,description,category,price\nA,Apple,Red,Fruit,1.50\n";
const head = "order_ref,sku,quantity,price,sale_date\n";

/** Makes rows; each tenth says the same as the one before. */
function makeRows(from: number, to: number): string {
  let text = "";
  for (let row = from; row <= to; row += 1) {
    text += `${row % 10 === 0 ? row - 1 : row},A,1,1,2025-01-01\n`;
  }
  return text;
}

const rowCount = 6_000;
const sales = head + makeRows(1, rowCount);

/** Waits until so many sales have been recorded, and breaks the import off. */
async function stopAt({ shop }: FakeBackroom, count: number, stop: AbortController) {
  while (shop.sales.length < count) await sleep(1);
  stop.abort();
}

test("goes on where it was broken off, as often as it was, and counts every row once", async () => {
  await using backroom = await startFakeBackroom();
  await importTexts(backroom, { products });
  for (const count of [1, 1500, 3500]) {
    const stop = new AbortController();
    const stopping = stopAt(backroom, count, stop);
    await expect(importTexts(backroom, { sales }, {}, stop.signal)).rejects.toThrow();
    await stopping;
  }
  const before = backroom.shop.sales.length;
  const { said, sales: tally } = await importTexts(backroom, { sales });
  expect(said).toEqual([expect.stringMatching(/^sales: going on after line \d+/)]);
  expect(backroom.shop.sales).toHaveLength(rowCount);
  expect(tally).toMatchObject({ read: rowCount, created: rowCount - before, failed: 0 });
  expect(tally?.unchanged).toBe(before);
  expect(new Set(backroom.shop.sales.map((sale) => sale.idempotencyKey)).size).toBe(rowCount);
  expect(backroom.shop.imports.size).toBe(1);
});

test("goes on by itself when the server fails again and again", async () => {
  await using backroom = await startFakeBackroom();
  await importTexts(backroom, { products });
  backroom.shop.lostAnswers = 5;
  const { sales: tally } = await importTexts(backroom, { sales });
  expect(tally).toMatchObject({ read: rowCount, created: rowCount, unchanged: 0, failed: 0 });
  expect(backroom.shop.sales).toHaveLength(rowCount);
});

test("yesterday's rows in today's longer file are the same rows", async () => {
  await using backroom = await startFakeBackroom();
  await importTexts(backroom, { products, sales: head + makeRows(1, 40) });
  const today = await importTexts(backroom, { sales: head + makeRows(11, 60) });
  expect(today.sales).toMatchObject({ read: 50, created: 20, unchanged: 30 });
  expect(today.said).toEqual([]);
  expect(backroom.shop.sales).toHaveLength(60);
});

test("tries the refused rows again once an import had come to its end", async () => {
  await using backroom = await startFakeBackroom();
  const mixed = "sku,quantity,price,sale_date\nA,1,1,2025-01-01\nB,1,1,2025-01-01\n";
  const first = await importTexts(backroom, { products, sales: mixed });
  expect(first.sales).toMatchObject({ created: 1, failed: 1 });
  const same = await importTexts(backroom, { sales: mixed });
  expect(same.sales).toMatchObject({ created: 0, unchanged: 1, failed: 1 });
  expect(same.sales?.problems).toEqual([{ line: 3, reason: 'sku: there is no product "B"' }]);
  await importTexts(backroom, { products: products.replace("A,Apple", "B,Bean") });
  const again = await importTexts(backroom, { sales: mixed });
  expect(again.sales).toMatchObject({ read: 2, created: 1, unchanged: 1, failed: 0 });
  const last = await importTexts(backroom, { sales: mixed });
  expect(last.sales).toMatchObject({ read: 2, created: 0, unchanged: 2, failed: 0 });
  expect(backroom.shop.sales).toHaveLength(2);
});
