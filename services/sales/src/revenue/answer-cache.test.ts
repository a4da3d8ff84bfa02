import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { AnswerCache, nameQuestion } from "./answer-cache.ts";

const sizeOf = (rows: readonly unknown[]) => rows.length;

test("answers from memory until the mirror holds something else", async () => {
  const registry = new Registry();
  const cache = new AnswerCache(registry);
  let asked = 0;
  const ask = async () => [++asked];
  expect(await cache.get("1:5", "q", ask, sizeOf)).toEqual([1]);
  expect(await cache.get("1:5", "q", ask, sizeOf)).toEqual([1]);
  expect(await cache.get("1:6", "q", ask, sizeOf)).toEqual([2]);
  expect(await cache.get("1:5", "q", ask, sizeOf)).toEqual([3]);
  const text = await registry.metrics();
  expect(text).toContain('backroom_revenue_cache_lookups_total{result="hit"} 1');
  expect(text).toContain('backroom_revenue_cache_lookups_total{result="miss"} 3');
});

test("keeps nothing that was asked while the mirror moved on", async () => {
  const cache = new AnswerCache(new Registry());
  const slow = cache.get(
    "1:5",
    "q",
    async () => {
      await cache.get("1:6", "other", async () => [0], sizeOf);
      return ["old"];
    },
    sizeOf,
  );
  expect(await slow).toEqual(["old"]);
  expect(await cache.get("1:6", "q", async () => ["new"], sizeOf)).toEqual(["new"]);
});

test("keeps no failure", async () => {
  const cache = new AnswerCache(new Registry());
  const failing = cache.get("1", "q", () => Promise.reject(new Error("away")), sizeOf);
  await expect(failing).rejects.toThrow("away");
  expect(await cache.get("1", "q", async () => ["back"], sizeOf)).toEqual(["back"]);
});

test("names questions apart by each of their parts", () => {
  const questions = [
    { ids: [1n], zone: "UTC" },
    { ids: [1], zone: "UTC" },
    { ids: [1n, 2n], zone: "UTC" },
    { ids: [1n], zone: "Asia/Tokyo" },
    { ids: [1n], zone: "UTC", startMs: 0 },
  ];
  expect(new Set(questions.map(nameQuestion)).size).toBe(questions.length);
});
