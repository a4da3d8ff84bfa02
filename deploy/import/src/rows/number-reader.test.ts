import { expect, test } from "vitest";
import { NumberReader } from "./number-reader.ts";
import type { RowRules } from "./row-rules.ts";

type NumberRules = Pick<RowRules, "decimal" | "isRounding">;

/** Reads cells of one file, one after the other. */
function readAll(texts: readonly string[], rules: Partial<NumberRules> = {}) {
  const numbers = new NumberReader({ decimal: undefined, isRounding: false, ...rules });
  return texts.map((text) => numbers.readDecimal(() => text, "price"));
}

/** Reads a whole number. */
function readInteger(text: string, decimal?: RowRules["decimal"]) {
  return new NumberReader({ decimal, isRounding: false }).readInteger(() => text, "quantity");
}

test.each([
  ["18", "18"],
  ["18.00", "18"],
  ["009.80", "9.8"],
  [".5", "0.5"],
  ["5.", "5"],
  ["0.0395000", "0.0395"],
  ["0.001", "0.001"],
  ["-1.50", "-1.5"],
  ["1.50-", "-1.5"],
  ["(1.50)", "-1.5"],
  ["\u22121.50", "-1.5"],
  ["-0.00", "0"],
  ["+3", "3"],
  ["£2.55", "2.55"],
  ["-$2.55", "-2.55"],
  ["$-2.55", "-2.55"],
  ["2.55 €", "2.55"],
  ["EUR 2.55", "2.55"],
  ["1,234.50", "1234.5"],
  ["1,234,567", "1234567"],
  ["1 234.5", "1234.5"],
  ["1\u202f234\u00a0567", "1234567"],
  ["1'234.50", "1234.5"],
  ["1\u2019234.50", "1234.5"],
])("reads the decimal %s as %s", (text, decimal) => {
  expect(readAll([text])).toEqual([decimal]);
});

test.each([
  ["2,55", "2.55"],
  ["1.234,50", "1234.5"],
  ["1.234", "1234"],
  ["1,234", "1.234"],
  [",5", "0.5"],
  ["2,55 €", "2.55"],
  ["18", "18"],
])("reads the decimal %s as %s with a comma", (text, decimal) => {
  expect(readAll([text], { decimal: "comma" })).toEqual([decimal]);
});

test.each([
  ["1e3", /^price: "1e3" is not a number/],
  ["NaN", /is not a number/],
  [".", /is not a number/],
  ["-", /is not a number/],
  ["--5", /is not a number/],
  ["-(5)", /is not a number/],
  ["(-5)", /is not a number/],
  ["$5€", /is not a number/],
  ["1,23,456", /is not a number/],
  ["1,234 567", /is not a number/],
  ["12 34", /is not a number/],
  ["1.2.3", /is not a number/],
  ["9".repeat(65), /is not a number/],
  ["1,5", /--decimal comma reads it/],
  ["1.234,50", /--decimal comma reads it/],
  ["1,234", /two ways; say --decimal/],
  ["1.00001", /more than four digits.*--round/],
])("refuses the decimal %s", (text, reason) => {
  expect(() => readAll([text])).toThrow(reason);
});

test("says that a point is not a comma", () => {
  expect(() => readAll(["2.55"], { decimal: "comma" })).toThrow("--decimal point reads it");
  expect(readAll(["1,234"], { decimal: "point" })).toEqual(["1234"]);
});

test.each([
  ["0.33333", "0.3333"],
  ["0.00005", "0.0001"],
  ["-0.00005", "-0.0001"],
  ["0.00004", "0"],
  ["-0.00004", "0"],
  ["19.99995", "20"],
  ["1.234", "1.234"],
])("rounds %s to %s when told to", (text, decimal) => {
  expect(readAll([text], { isRounding: true })).toEqual([decimal]);
});

test("refuses a second currency in one file", () => {
  expect(readAll(["£1", "2", "3 £"])).toEqual(["1", "2", "3"]);
  expect(() => readAll(["£1", "2", "€3"])).toThrow("price: is in €, and rows before are in £");
});

test.each([
  ["3", 3],
  ["-3", -3],
  ["3-", -3],
  ["3.0", 3],
  ["-0", 0],
  ["1,234,567", 1_234_567],
])("reads the whole number %s as %s", (text, value) => {
  expect(readInteger(text)).toBe(value);
});

test.each(["1.5", "one", "5 PCS", "$5", "1,000", "1.000", "1234567890123456"])(
  "refuses the whole number %s",
  (text) => {
    expect(() => readInteger(text)).toThrow(/^quantity: /);
  },
);

test("takes thousands for thousands once it is said which sign they have", () => {
  expect([readInteger("1.000", "comma"), readInteger("1,000", "point")]).toEqual([1000, 1000]);
  expect([readInteger("1,000", "comma"), readInteger("1.000", "point")]).toEqual([1, 1]);
});
