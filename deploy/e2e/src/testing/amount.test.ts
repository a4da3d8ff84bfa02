import { expect, test } from "vitest";
import { addAmounts, amount } from "./amount.ts";

test.each([
  ["1265793.0395", "1265793.0395"],
  ["18.00", "18"],
  ["0.10", "0.1"],
  ["-0.00", "0"],
  ["100", "100"],
  ["-7.5000", "-7.5"],
])("writes %s as %s", (text, written) => {
  expect(amount(text)).toBe(written);
});

test("adds exactly what floating point does not", () => {
  expect(addAmounts(["0.1", "0.2", "-0.3"])).toBe("0");
  expect(addAmounts(["99999999999999.9999", "0.0001"])).toBe("100000000000000");
});
