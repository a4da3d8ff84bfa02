import { expect, test } from "vitest";
import { scaleBars } from "./scale-bars.ts";

const row = (revenue: string, rest = false) => ({ revenue, rest });

test.each([
  ["nothing", [], []],
  ["one row", [row("12.50")], [1]],
  ["rows", [row("200"), row("50")], [1, 0.25]],
  ["the rest without a bar", [row("200"), row("50"), row("10000", true)], [1, 0.25, 0]],
  ["what was given back without a bar", [row("100"), row("-100")], [1, 0]],
  ["no revenue at all", [row("0"), row("-1")], [0, 0]],
])("scales %s", (_, rows, shares) => {
  expect(scaleBars(rows)).toEqual(shares);
});
