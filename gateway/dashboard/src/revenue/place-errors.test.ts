import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { placeErrors } from "./place-errors.ts";

test.each<[string, Code, object]>([
  [
    "group_by: the range has more than 10000 buckets of one hour",
    Code.InvalidArgument,
    { grain: "The range has more than 10000 buckets of one hour" },
  ],
  ["product_id: there is no product 9", Code.NotFound, { product: "There is no product 9" }],
  ["category_id[2]: must be above 0", Code.InvalidArgument, { category: "Must be above 0" }],
  ["start2: is no date", Code.InvalidArgument, { from: "Is no date" }],
  ["limit: is too high", Code.InvalidArgument, {}],
  ["too many requests", Code.ResourceExhausted, {}],
])("finds the control of %s", (message, code, expected) => {
  expect(placeErrors(new ConnectError(message, code))).toEqual(expected);
});

test("finds none where there is no error", () => {
  expect(placeErrors(undefined)).toEqual({});
});
