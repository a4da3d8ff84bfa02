import { expect, test } from "vitest";
import { compareLines } from "./compare-lines.ts";

test("finds what is missing, what is doubled and what is too much, whatever the order", () => {
  expect(compareLines("facts", ["a", "b", "b"], ["b", "a", "b"])).toBeUndefined();
  expect(compareLines("facts", ["a", "b"], ["b"])).toBe("facts: missing a; too many none");
  expect(compareLines("facts", ["a", "b"], ["b", "a", "b"])).toBe(
    "facts: missing none; too many b",
  );
  expect(compareLines("facts", [], ["c"])).toBe("facts: missing none; too many c");
});
