import { expect, test } from "vitest";
import { addDecimals } from "./add-decimals.ts";

test("adds without rounding", () => {
  expect(addDecimals(["0.1", "0.2", "-0.3001"])).toBe("-0.0001");
  expect(addDecimals(["1234567890123456789.1234", "5"])).toBe("1234567890123456794.1234");
  expect(addDecimals([])).toBe("0.00");
});
