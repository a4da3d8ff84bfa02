import fc from "fast-check";
import { expect, test } from "vitest";
import { Contents, pairOf, type Reads, residueOf } from "./contents.ts";

const day = fc.integer({ min: 20_000, max: 20_020 });
const product = fc.bigInt(1n, 6n);
const batch = fc.uniqueArray(fc.tuple(day, product), { minLength: 1, maxLength: 4 });

/** Notes a batch of sales of days and products. */
function note(contents: Contents, sales: readonly (readonly [number, bigint])[]): void {
  contents.noteSales({
    days: new Set(sales.map(([day]) => day)),
    pairs: new Set(sales.map(([day, productId]) => pairOf(day, residueOf(productId)))),
  });
}

/** What an answer was made from that read sales of these days only. */
function readSales(fromDay: number, toDay: number, productIds: readonly bigint[] = []): Reads {
  return { sales: [{ fromDay, toDay, productIds }], isOfCatalogue: false };
}

test("knows exactly whether a sale of some days and products came since", () => {
  fc.assert(
    fc.property(
      fc.array(batch, { minLength: 1, maxLength: 20 }),
      fc.tuple(day, day),
      fc.uniqueArray(product, { maxLength: 3 }),
      fc.nat(),
      (batches, [one, other], productIds, point) => {
        const contents = new Contents();
        for (const sales of batches) note(contents, sales);
        const since = point % (batches.length + 1);
        const [fromDay, toDay] = [Math.min(one, other), Math.max(one, other)];
        const expected = batches
          .slice(since)
          .flat()
          .some(
            ([day, productId]) =>
              day >= fromDay &&
              day <= toDay &&
              (productIds.length === 0 || productIds.includes(productId)),
          );
        expect(contents.hasChanged(readSales(fromDay, toDay, productIds), since)).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test("tells changes of the catalogue from sales", () => {
  const contents = new Contents();
  const ofCatalogue = { ...readSales(10, 20), isOfCatalogue: true };
  note(contents, [[30, 1n]]);
  expect(contents.hasChanged(ofCatalogue, 0)).toBe(false);
  contents.noteCatalogue();
  expect(contents.hasChanged(ofCatalogue, 1)).toBe(true);
  expect(contents.hasChanged(ofCatalogue, 2)).toBe(false);
  expect(contents.hasChanged(readSales(10, 20), 1)).toBe(false);
});

test("what it no longer remembers has changed", () => {
  const contents = new Contents();
  const old = readSales(100, 100, [7n]);
  note(contents, [[100, 7n]]);
  note(contents, [[100, 8n]]);
  expect(contents.hasChanged(old, 1)).toBe(false);
  for (let round = 0; round < 5; round++) {
    note(
      contents,
      Array.from({ length: 30_000 }, (_, i) => [200 + round, BigInt(i)] as const),
    );
  }
  expect(contents.hasChanged(old, 0)).toBe(true);
  expect(contents.hasChanged(old, 1)).toBe(true); // As it is no longer known which product it was.
  expect(contents.hasChanged(readSales(204, 204, [29_999n]), 7)).toBe(false);
  expect(contents.hasChanged(readSales(204, 204, [29_999n]), 6)).toBe(true);
  expect(contents.hasChanged(readSales(0, 2 ** 16, [40_000n]), 6)).toBe(false);
});

test("takes a question of very many days and products for changed rather than look at all", () => {
  const contents = new Contents();
  for (let day = 0; day < 2_000; day++) note(contents, [[day, 1n]]);
  const products = Array.from({ length: 10 }, (_, i) => BigInt(i + 2));
  expect(contents.hasChanged(readSales(0, 900, products), 0)).toBe(false);
  expect(contents.hasChanged(readSales(0, 1_999, products), 0)).toBe(true);
});
