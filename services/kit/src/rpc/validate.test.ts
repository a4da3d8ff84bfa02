import { AdjustItemRequestSchema, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
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
