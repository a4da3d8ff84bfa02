import { expect, test } from "vitest";
import { formatMoney } from "./money.ts";

const digits = (text: string) => text.replaceAll(/[^0-9.,-]/g, "").replaceAll(",", "");

test.each([
  ["0", "EUR", "0.00"],
  ["12.5", "EUR", "12.50"],
  ["-3.1234", "EUR", "-3.1234"],
  ["1234", "JPY", "1234"],
  ["9007199254740993.11", "EUR", "9007199254740993.11"],
])("prints %s %s with every digit that it has", (amount, currency, expected) => {
  expect(digits(formatMoney(amount, currency))).toBe(expected);
});
