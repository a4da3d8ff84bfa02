import { AdjustItemRequestSchema, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import {
  RecordSaleRequestSchema,
  RecordSalesRequestSchema,
} from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { listViolations } from "./list-violations.ts";
import { validate } from "./validate.ts";

const sound = {
  inventoryId: "0197a1b2-0000-7000-8000-000000000000",
  changeQty: 1n,
  reason: Reason.LOST,
};

test.each([
  [{ reason: Reason.SALE }, "reason: must not be in list [SALE, REFUND, VOID]"],
  [{ reason: 99 as Reason }, "reason: value must be one of the defined enum values"],
  [{ reason: Reason.UNSPECIFIED }, "reason: value is required"],
  [{ changeQty: 0n }, "change_qty: value is required and must not be 0"],
  [{ changeQty: 10n ** 10n }, "change_qty: must be greater than or equal to -1000000000 and"],
  [{ inventoryId: "" }, "inventory_id: "],
])("says what is wrong with %o", (changes, message) => {
  expect(() =>
    validate(AdjustItemRequestSchema, create(AdjustItemRequestSchema, sound)),
  ).not.toThrow();
  const request = create(AdjustItemRequestSchema, { ...sound, ...changes });
  expect(() => validate(AdjustItemRequestSchema, request)).toThrow(message);
});

test("names the fields of a part of a request from the request on", () => {
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
