import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { describeError, errorText } from "./describe-error.ts";

test.each([
  ["what the page refuses itself", new Error("Nothing was saved."), "Nothing was saved."],
  ["a lost connection", new TypeError("Failed to fetch"), "The server cannot be reached."],
  [
    "a fault of the server",
    new ConnectError("secret", Code.Internal),
    "Something went wrong on the server. Its log says what.",
  ],
  ["a refusal", new ConnectError("is voided", Code.FailedPrecondition), "Is voided"],
  [
    "a refused field",
    new ConnectError("reorder_level: is below 0", Code.InvalidArgument),
    "reorder level: is below 0",
  ],
])("says %s", (_name, thrown, text) => {
  expect(errorText(thrown)).toBe(text);
});

test("puts what a field is refused for at the field", () => {
  const thrown = new ConnectError("quantity: is missing", Code.InvalidArgument);
  expect(describeError(thrown)).toEqual({ message: "", fields: { quantity: "is missing" } });
});
