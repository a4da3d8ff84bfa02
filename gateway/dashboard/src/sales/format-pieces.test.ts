import { expect, test } from "vitest";
import { formatPieces } from "./format-pieces.ts";

test.each([
  [0, "0 pieces"],
  [1, "1 piece"],
  [-1, "-1 piece"],
  [2, "2 pieces"],
])("prints %i as %s", (count, text) => {
  expect(formatPieces(count).replace("−", "-")).toBe(text);
});
