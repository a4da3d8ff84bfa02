import { expect, test } from "vitest";
import { chooseWay } from "./choose-way.ts";

const all = 1_000_000;

test.each([
  ["a letter, which the index does not hold", "a", 3, 101, "order"],
  ["two letters, though four bytes each", "😀😀", 3, 101, "order"],
  ["what few products contain", "granite", 400, 101, "index"],
  ["what many contain", "granite", 50_000, 101, "order"],
  ["a deep page of what some contain", "granite", 10_000, 5_000, "index"],
  ["what nobody contains", "granite", 0, 101, "index"],
  ["what nobody has counted", "granite", undefined, 101, "index"],
] as const)("%s is found by the cheaper way", (_what, text, total, rowCount, way) => {
  expect(chooseWay(text, { all, total }, rowCount)).toBe(way);
});
