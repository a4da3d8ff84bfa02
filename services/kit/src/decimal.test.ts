import fc from "fast-check";
import { expect, test } from "vitest";
import { divideRounded, formatDecimal, parseDecimal } from "./decimal.ts";

test.each([
  ["19.99", 199_900n, "19.99"],
  ["18", 180_000n, "18.00"],
  ["0.0395", 395n, "0.0395"],
  ["-0.5", -5_000n, "-0.50"],
  ["1.2300", 12_300n, "1.23"],
  ["99999999999999.9999", 999_999_999_999_999_999n, "99999999999999.9999"],
])("reads %s and prints it back", (text, units, printed) => {
  expect(parseDecimal(text)).toBe(units);
  expect(formatDecimal(units)).toBe(printed);
});

test.each(["", "1.", ".5", "1e3", "NaN", "1.00001", "+1", "1,5", " 1"])("refuses %j", (text) => {
  expect(() => parseDecimal(text)).toThrow(RangeError);
});

test("reads back whatever it prints", () => {
  fc.assert(fc.property(fc.bigInt(), (units) => parseDecimal(formatDecimal(units)) === units));
});

test.each([
  [10n, 4n, 3n],
  [-10n, 4n, -3n],
  [9n, 4n, 2n],
  [10n, -4n, -3n],
  [0n, 3n, 0n],
])("divides %d by %d", (dividend, divisor, quotient) => {
  expect(divideRounded(dividend, divisor)).toBe(quotient);
});
