import { expect, test } from "vitest";
import { filterProducts, readFilter } from "./product-filter.ts";

test.each([
  [{}, {}],
  [{ q: " mug ", page: "3" }, { q: "mug" }],
  [{ q: "   " }, {}],
  [{ q: "x".repeat(120) }, { q: "x".repeat(100) }],
  [{ category: "12" }, { categoryId: 12n }],
  [{ category: "twelve" }, {}],
  [{ category: "0" }, {}],
  [{ archived: "yes" }, { archived: true }],
  [{ archived: "no" }, {}],
])("asks for the products of %j", (state, request) => {
  expect(filterProducts(readFilter(state))).toEqual(request);
});
