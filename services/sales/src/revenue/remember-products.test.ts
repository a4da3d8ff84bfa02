import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { Contents } from "../mirror/contents.ts";
import { AnswerCache } from "./answer-cache.ts";
import type { RevenueFilter } from "./query.ts";
import { rememberProducts } from "./remember-products.ts";
import type { RevenueStore } from "./revenue-store.ts";

const nothing: RevenueFilter = { productIds: [], categoryIds: [], channels: [], kinds: [] };
const { signal } = new AbortController();

/** A store that only notes by what it was asked, over categories that change. */
function openStore() {
  const asked: RevenueFilter[] = [];
  const members = new Map([[3n, [10n, 11n]]]);
  let lookups = 0;
  const noting = {
    findBounds: async (filter: RevenueFilter) => void asked.push(filter),
  } as unknown as RevenueStore;
  const contents = new Contents();
  const cache = new AnswerCache(1_000_000, new Registry());
  const store = rememberProducts(
    noting,
    async (categoryIds, limit) => {
      lookups += 1;
      return categoryIds.flatMap((id) => members.get(id) ?? []).slice(0, limit);
    },
    cache,
    contents,
  );
  return {
    members,
    contents,
    lookups: () => lookups,
    async ask(filter: Partial<RevenueFilter>) {
      await store.findBounds({ ...nothing, ...filter }, signal);
      return asked.at(-1);
    },
  };
}

test("categories are asked for by their products until the catalogue changes", async () => {
  const { ask, members, contents, lookups } = openStore();
  const byProduct = { ...nothing, productIds: [10n, 11n], channels: ["web"] };
  expect(await ask({ categoryIds: [3n], channels: ["web"] })).toEqual(byProduct);
  members.set(3n, [12n]);
  contents.noteSales({ days: new Set([19_000]), pairs: new Set() });
  expect(await ask({ categoryIds: [3n], channels: ["web"] })).toEqual(byProduct);
  expect(lookups()).toBe(1);
  contents.noteCatalogue();
  expect(await ask({ categoryIds: [3n] })).toEqual({ ...nothing, productIds: [12n] });
  expect(lookups()).toBe(2);
});

test("what products cannot stand for is asked by category", async () => {
  const { ask, members, lookups } = openStore();
  const empty = { categoryIds: [4n] };
  expect(await ask(empty)).toEqual({ ...nothing, ...empty });
  const both = { categoryIds: [3n], productIds: [10n, 99n] };
  expect(await ask(both)).toEqual({ ...nothing, ...both });
  expect(lookups()).toBe(1);
  members.set(
    5n,
    Array.from({ length: 1_001 }, (_, id) => BigInt(id)),
  );
  const large = { categoryIds: [5n] };
  expect(await ask(large)).toEqual({ ...nothing, ...large });
});
