import { expect, test } from "vitest";
import { describeError } from "../api/describe-error.ts";
import { parseCount } from "./count.ts";

test.each([
  ["0", 0n],
  ["42", 42n],
  [" 42 ", 42n],
  ["+5", 5n],
  ["-5", -5n],
  ["−5", -5n],
  ["007", 7n],
  ["999999999999999999", 999_999_999_999_999_999n],
])("reads %j", (text, count) => {
  expect(parseCount("quantity", text)).toBe(count);
});

test.each([
  ["", "value is required"],
  ["  ", "value is required"],
  ["many", "must be a whole number"],
  ["1.5", "must be a whole number"],
  ["1e3", "must be a whole number"],
  ["0x10", "must be a whole number"],
  ["- 5", "must be a whole number"],
  ["1000000000000000000", "is too large"],
])("refuses %j at its field", (text, rule) => {
  const error = catchError(() => parseCount("change_qty", text));
  expect(describeError(error)).toEqual({ message: "", fields: { change_qty: rule } });
});

function catchError(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
