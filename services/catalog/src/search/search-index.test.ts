import fc from "fast-check";
import { expect, test } from "vitest";
import type { SearchEntry } from "./search-entry.ts";
import { SearchIndex } from "./search-index.ts";

const letters = ["a", "b", "é", "😀", "ß"];
// More characters than have a number of their own.
const others = Array.from({ length: 1_200 }, (_, n) => String.fromCharCode(0x4e00 + n));
const letter = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...letters) },
  { weight: 1, arbitrary: fc.constantFrom(...others) },
);
const word = (maxLength: number) => fc.string({ unit: letter, minLength: 1, maxLength });
const categoryId = fc.constantFrom("1", "2", "9007199254740993");
const entry: fc.Arbitrary<SearchEntry> = fc.record({
  id: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(70_000, 2 ** 32 - 2)),
  categoryId,
  archived: fc.boolean(),
  search: fc
    .tuple(word(12), fc.option(word(4), { nil: "" }))
    .map(([name, sku]) => `${name}\u0001${sku}`),
});
const change = fc.oneof(
  { weight: 3, arbitrary: fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 12 }) },
  { weight: 1, arbitrary: entry.map(({ id }) => id) },
);
const question = fc.record({
  archived: fc.boolean(),
  categoryIds: fc.array(categoryId, { maxLength: 2 }),
  text: fc.option(word(6), { nil: undefined }),
});
const place = fc.record({
  afterId: fc.nat({ max: 30 }),
  skip: fc.nat({ max: 5 }),
  count: fc.integer({ min: 1, max: 10 }),
});

test("it finds and counts what a look at every product does, after every change", () => {
  const step = fc.tuple(change, fc.array(fc.tuple(question, place), { maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const index = new SearchIndex();
      index.put([{ id: 100, categoryId: "3", archived: true, search: others.join("") }]);
      index.remove(100);
      const products = new Map<number, SearchEntry>();
      for (const [changed, questions] of steps) {
        if (typeof changed === "number") {
          index.remove(changed);
          products.delete(changed);
        } else {
          index.put(changed);
          for (const one of changed) products.set(one.id, one);
        }
        expect(index.size).toBe(products.size);
        for (const [filter, { afterId, skip, count }] of questions) {
          const ids = [...products.values()]
            .filter(({ archived }) => archived === filter.archived)
            .filter((one) => filter.categoryIds.every((id) => id === one.categoryId))
            .filter(({ search }) => search.includes(filter.text ?? ""))
            .map(({ id }) => id)
            .toSorted((a, b) => a - b);
          const page = ids.filter((id) => id > afterId).slice(skip, skip + count);
          const found = index.find(filter, { afterId, skip, count });
          expect(found).toEqual({ total: ids.length, ids: page });
        }
      }
      index.dispose();
    }),
    { numRuns: 50 },
  );
});

test("what many products were looked through for is remembered, and follows them", () => {
  const index = new SearchIndex();
  const make = (id: number, name: string, archived = false): SearchEntry => ({
    id,
    categoryId: `${id % 2}`,
    archived,
    search: `${name}\u0001`,
  });
  const count = 3_000;
  index.put(Array.from({ length: count }, (_, n) => make(n + 1, `granite bowl ${n}`)));
  const totalOf = (text: string, categoryIds: string[] = []) =>
    index.find({ archived: false, categoryIds, text }, { afterId: 0, skip: 0, count: 1 }).total;
  // Many more than are remembered, so that some are forgotten.
  const texts = Array.from({ length: 100 }, (_, n) => `granite bowl ${n}`);
  for (const text of [...texts, "granite", ...texts, "granite"]) {
    expect(totalOf(text)).toBe(
      text === "granite"
        ? count
        : [...Array(count).keys()].filter((n) => `${n}`.startsWith(text.slice(13))).length,
    );
  }
  expect(totalOf("granite", ["1"])).toBe(count / 2);
  index.put([make(7, "marble bowl"), make(8, "granite", true), make(count + 1, "granite vase")]);
  index.remove(9);
  expect(totalOf("granite")).toBe(count - 2);
  expect(totalOf("granite", ["1"])).toBe(count / 2 - 1);
  expect(totalOf("granite", ["0", "1"])).toBe(0);
  index.dispose();
});

test("what was loaded is found as what was put, and follows changes, within plentiful words too", () => {
  const index = new SearchIndex();
  const names = ["granite", "grandiose", "wooden", "pomegranate", "a granite-like"];
  const nameOf = (n: number) => `${names[n % 5]} ${names[(n >> 3) % 5]} ${n}`;
  const products = new Map<number, string>();
  const make = (n: number, name = nameOf(n)): SearchEntry => {
    products.set(n, `${name}\u0001sku-${n}`);
    return { id: n, categoryId: "1", archived: false, search: `${name}\u0001sku-${n}` };
  };
  const settle = () => [...index.settle()];
  const load = (from: number, to: number) =>
    index.load(Array.from({ length: to - from }, (_, n) => make(from + n)));
  const check = () => {
    for (const text of [
      "g",
      "ran",
      "gran",
      "granite",
      "rand",
      "ranit",
      "granate",
      "-like",
      "e wood",
    ]) {
      const ids = [...products].filter(([, search]) => search.includes(text)).map(([id]) => id);
      ids.sort((a, b) => a - b);
      const filter = { archived: false, categoryIds: [], text };
      const found = index.find(filter, { afterId: 0, skip: 0, count: 10_000 });
      expect(found).toEqual({ total: ids.length, ids });
    }
  };
  load(1, 1_500);
  settle();
  load(1_500, 4_000);
  settle();
  index.endLoading();
  check();
  index.put(Array.from({ length: 700 }, (_, n) => make(5 * n + 5, `wooden pomegranate ${n}`)));
  for (let id = 1; id < 4_000; id += 9) {
    index.remove(id);
    products.delete(id);
  }
  check();
  index.put(Array.from({ length: 700 }, (_, n) => make(5 * n + 5)));
  check();
  index.dispose();
});
