import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { Contents, pairOf, residueOf } from "../mirror/contents.ts";
import { AnswerCache } from "./answer-cache.ts";
import { Trace } from "./trace-reads.ts";

const dayMs = 86_400_000;
const filter = { productIds: [], categoryIds: [], channels: [], kinds: [] };

/** What is read for the sales of some days. */
function readDays(fromDay: number, toDay: number, productIds: bigint[] = []): Trace {
  const trace = new Trace();
  const window = { startMs: fromDay * dayMs, endMs: (toDay + 1) * dayMs };
  trace.readSales(window, { ...filter, productIds });
  return trace;
}

/** What a batch of one sale touches. */
function touch(day: number, productId = 1n) {
  return { days: new Set([day]), pairs: new Set([pairOf(day, residueOf(productId))]) };
}

async function metric(registry: Registry, line: string): Promise<number> {
  const text = await registry.metrics();
  return Number(new RegExp(`^${line.replaceAll(/[{}]/g, "\\$&")} (.*)$`, "m").exec(text)?.[1]);
}

test("answers from memory until one of the days moves", async () => {
  const registry = new Registry();
  const cache = new AnswerCache(2 ** 20, registry);
  const contents = new Contents();
  const answer = { revenue: "1.00" };
  expect(cache.find(contents, "q")).toBeUndefined();
  cache.keep(contents, "q", answer, readDays(100, 109), contents.changeCount);
  contents.noteSales(touch(99));
  contents.noteSales(touch(110));
  contents.noteCatalogue();
  expect(cache.find(contents, "q")).toBe(answer);
  contents.noteSales(touch(109));
  expect(cache.find(contents, "q")).toBeUndefined();
  expect(await metric(registry, 'backroom_revenue_cache_removals_total{reason="moved"}')).toBe(1);
});

test("keeps nothing that was asked from other contents, and forgets all when they end", async () => {
  const registry = new Registry();
  const cache = new AnswerCache(2 ** 20, registry);
  const [before, after] = [new Contents(), new Contents()];
  cache.keep(before, "never looked for", {}, new Trace(), 0);
  expect(cache.find(before, "a")).toBeUndefined();
  cache.keep(before, "a", {}, new Trace(), 0);
  expect(cache.find(before, "a")).toBeDefined();
  expect(cache.find(after, "a")).toBeUndefined();
  cache.keep(before, "a", {}, new Trace(), 0);
  expect(cache.find(after, "a")).toBeUndefined();
  expect(await metric(registry, 'backroom_revenue_cache_removals_total{reason="mirror"}')).toBe(1);
});

test("does not use what was asked before a change that came meanwhile", () => {
  const cache = new AnswerCache(2 ** 20, new Registry());
  const contents = new Contents();
  cache.find(contents, "q");
  const begunAt = contents.changeCount;
  contents.noteSales(touch(5));
  cache.keep(contents, "q", {}, readDays(5, 5), begunAt);
  expect(cache.find(contents, "q")).toBeUndefined();
});

test("stays within its memory under a flood of different questions", async () => {
  const registry = new Registry();
  const maxBytes = 2 ** 20;
  const cache = new AnswerCache(maxBytes, registry);
  const contents = new Contents();
  cache.find(contents, "q");
  const answer = (points: number) =>
    Array.from({ length: points }, (_, i) => ({
      period: `2025-${i}`,
      sums: { gross: 1n, units: 2n },
    }));
  for (let i = 0; i < 1_000; i++) {
    cache.keep(contents, `question ${i}`, answer(i % 200), readDays(0, 10), 0);
    if (i % 100 > 0) continue;
    expect(await metric(registry, "backroom_revenue_cache_bytes")).toBeLessThanOrEqual(maxBytes);
  }
  expect(await metric(registry, "backroom_revenue_cache_bytes")).toBeGreaterThan(maxBytes / 2);
  const evicted = await metric(registry, 'backroom_revenue_cache_removals_total{reason="evicted"}');
  const entries = await metric(registry, "backroom_revenue_cache_entries");
  expect(evicted + entries).toBe(1_000);
  expect(cache.find(contents, "question 999")).toBeDefined();
  expect(cache.find(contents, "question 0")).toBeUndefined();
  cache.keep(contents, "huge", answer(20_000), new Trace(), 0);
  expect(cache.find(contents, "huge")).toBeUndefined(); // It would have cost all others.
  expect(await metric(registry, "backroom_revenue_cache_entries")).toBe(entries);
});

test("keeps nothing when it may use no memory", () => {
  const cache = new AnswerCache(0, new Registry());
  const contents = new Contents();
  cache.find(contents, "q");
  cache.keep(contents, "q", {}, new Trace(), 0);
  expect(cache.find(contents, "q")).toBeUndefined();
});
