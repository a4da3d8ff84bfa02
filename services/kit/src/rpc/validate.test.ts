import {
  AdjustItemRequestSchema,
  SetItemQuantityRequestSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { validate } from "./validate.ts";

/** What is said of a message that is refused. */
function refusal<M extends DescMessage>(schema: M, init: MessageInitShape<M>): string {
  try {
    validate(schema, create(schema, init));
  } catch (error) {
    return ConnectError.from(error).rawMessage;
  }
  throw new Error("the message was not refused");
}

const inventoryId = "0197a1f0-0000-7000-8000-000000000000";

test("says of a number that must not be 0 that it must not, and of what must be given that it must", () => {
  expect(refusal(RecordSaleRequestSchema, { productId: 1n, quantity: 0 })).toBe(
    "quantity: must be given, and must not be 0",
  );
  expect(refusal(AdjustItemRequestSchema, { inventoryId })).toContain(
    "change_qty: must be given, and must not be 0",
  );
  expect(refusal(SetItemQuantityRequestSchema, { inventoryId })).toBe(
    "quantity: value is required",
  );
});
