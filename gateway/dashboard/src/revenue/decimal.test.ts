import { expect, test } from "vitest";
import { addDecimals, toDecimal, toUnits } from "./decimal.ts";

test.each([
  ["0.00", 0n],
  ["19.99", 199_900n],
  ["-0.0001", -1n],
  ["5", 50_000n],
  ["-1234567890123456789.1234", -12_345_678_901_234_567_891_234n],
])("reads %s", (text, units) => {
  expect(toUnits(text)).toBe(units);
});

test.each([
  [0n, "0.00"],
  [199_900n, "19.99"],
  [-1n, "-0.0001"],
  [1_000n, "0.10"],
  [12_340n, "1.234"],
  [-50_000n, "-5.00"],
])("writes %s", (units, text) => {
  expect(toDecimal(units)).toBe(text);
});

test("adds without rounding", () => {
  expect(addDecimals(["0.1", "0.2", "-0.3001"])).toBe("-0.0001");
  expect(addDecimals([])).toBe("0.00");
});
