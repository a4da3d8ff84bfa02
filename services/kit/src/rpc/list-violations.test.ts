import {
  RecordSaleRequestSchema,
  RecordSalesRequestSchema,
} from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { listViolations } from "./list-violations.ts";
import { validate } from "./validate.ts";

test("lists the broken rules of a part of a request, named from the request on", () => {
  const { sales } = RecordSalesRequestSchema.field;
  const bad = create(RecordSaleRequestSchema, { quantity: -1, channel: " " });
  let thrown: unknown;
  try {
    validate(RecordSaleRequestSchema, bad, [sales, { kind: "list_sub", index: 3 }]);
  } catch (error) {
    thrown = error;
  }
  const error = ConnectError.from(thrown);
  const violations = listViolations(error);
  expect(violations.map(({ field, ruleId }) => [field, ruleId])).toEqual([
    ["sales[3].quantity", "int32.gte_lte"],
    ["sales[3].channel", "string.pattern"],
    ["sales[3]", "message.oneof"],
  ]);
  const texts = violations.map(({ field, message }) => `${field}: ${message}`);
  expect(error.rawMessage).toBe(texts.join("; "));
});
