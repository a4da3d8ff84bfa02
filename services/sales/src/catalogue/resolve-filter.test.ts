import { Hint } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";
import { type CatalogueFilter, resolveFilter } from "./resolve-filter.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { catalogue, refusalOf } = sales;
const deps = { catalog: catalogue.backend, catalogueHint: new Hint(), pool: sales.pool };
const none = { productIds: [], categoryIds: [], categoryNames: [] };
const resolve = (filter: Partial<CatalogueFilter>) =>
  resolveFilter(deps, { ...none, ...filter }, testContext());

test("resolves ids and names in any case, locally", async () => {
  const asked = catalogue.askedCount;
  expect(await resolve({})).toEqual({ productIds: [], categoryIds: [] });
  expect(await resolve({ productIds: [1n], categoryIds: [1n] })).toEqual({
    productIds: [1n],
    categoryIds: [1n],
  });
  expect(await resolve({ categoryNames: ["tOYS", "toys"] })).toEqual({
    productIds: [],
    categoryIds: [1n],
  });
  expect(catalogue.askedCount).toBe(asked);
});

test("asks the catalogue for what is new here, once", async () => {
  catalogue.isSilent = true;
  catalogue.categories.set(2n, "Books");
  catalogue.put(2n, { categoryId: 2n });
  const asked = catalogue.askedCount;
  const wanted = { productIds: [1n, 2n], categoryNames: ["books"] };
  expect(await resolve(wanted)).toEqual({ productIds: [1n, 2n], categoryIds: [2n] });
  expect(await resolve(wanted)).toEqual({ productIds: [1n, 2n], categoryIds: [2n] });
  expect(catalogue.askedCount).toBe(asked + 1);
});

test("matches nothing when ids and names have no category in common", async () => {
  catalogue.categories.set(2n, "Books");
  expect(await resolve({ categoryIds: [1n], categoryNames: ["Books"] })).toEqual({
    productIds: [],
    categoryIds: [0n],
  });
});

test("names what does not exist, and says when it cannot know", async () => {
  expect(await refusalOf(resolve({ productIds: [1n, 404n] }))).toBe(
    "NotFound product_id: there is no product 404",
  );
  expect(await refusalOf(resolve({ categoryIds: [404n] }))).toBe(
    "NotFound category_id: there is no category 404",
  );
  expect(await refusalOf(resolve({ categoryNames: ["Nope"] }))).toBe(
    'NotFound category: there is no category "Nope"',
  );
  catalogue.isAway = true;
  expect(await refusalOf(resolve({ productIds: [404n] }))).toContain("Unavailable the catalogue");
  expect(await resolve({ productIds: [1n] })).toMatchObject({ productIds: [1n] });
  catalogue.isAway = false;
});
