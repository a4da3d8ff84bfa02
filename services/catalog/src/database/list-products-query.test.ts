import { expect, test } from "vitest";
import { toListQuery } from "./list-products-query.ts";

const all = { archived: false, afterId: 0n, skip: 0, rowLimit: 101 };

test("every value is a parameter", () => {
  const { text, values } = toListQuery({
    ...all,
    categoryId: 7n,
    category: "Tea",
    sku: "T'1",
    q: "5%_\\",
    afterId: 9n,
  });
  expect(values).toEqual([7n, "Tea", "T'1", "5%_\\", 9n]);
  expect(text).not.toContain("Tea");
  for (let n = 1; n <= values.length; n++) expect(text).toContain(`$${n}`);
});

test("a statement is known by one name exactly when its text is the same", () => {
  const filters = [{}, { categoryId: 1n }, { category: "a" }, { sku: "a" }, { afterId: 1n }];
  const queries = [true, false].flatMap((archived) =>
    filters.flatMap((one) =>
      filters.map((other) => toListQuery({ ...all, archived, ...one, ...other })),
    ),
  );
  const texts = new Map(queries.map(({ name, text }) => [name, text]));
  for (const { name, text } of queries) expect(texts.get(name)).toBe(text);
  expect(new Set(texts.values()).size).toBe(texts.size);
});

test("a page of an unusual size, or of a search, is planned for itself", () => {
  for (const change of [{ rowLimit: 11 }, { skip: 5 }, { q: "tea" }]) {
    expect(toListQuery({ ...all, ...change }).name).toBeUndefined();
  }
});
