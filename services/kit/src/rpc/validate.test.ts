import {
  CreateProductRequestSchema,
  UpdateProductRequestSchema,
} from "@backroom/proto/catalog/v1/catalog_pb";
import { ResolveProductsRequestSchema } from "@backroom/proto/catalog/v1/feed_pb";
import { AdjustItemRequestSchema, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import { ViolationsSchema } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { ConnectError } from "@connectrpc/connect";
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

/** The error that a request is refused with. */
function refusalOf<M extends DescMessage>(schema: M, request: MessageInitShape<M>): ConnectError {
  try {
    validate(schema, create(schema, request));
  } catch (error) {
    return ConnectError.from(error);
  }
  throw new Error("it was not refused");
}

const nameRule = "must be 1 to 200 characters without control characters or surrounding spaces";

test.each(["", " x", "x".repeat(201), ` ${"x".repeat(201)}`, "a\u0000b"])(
  "says once and in words what a text must be, of %j",
  (name) => {
    const product = { name, price: "1", categoryId: 1n };
    const { rawMessage, details } = refusalOf(CreateProductRequestSchema, product);
    expect(rawMessage).toBe(`name: ${nameRule}`);
    expect(details).toMatchObject([
      { desc: ViolationsSchema, value: { violations: [{ message: nameRule }] } },
    ]);
  },
);

test("says so of decimals, keys, and texts in a list", () => {
  const product = { productId: 1n, price: "1e3", sku: " ", idempotencyKey: "a b" };
  expect(refusalOf(UpdateProductRequestSchema, product).rawMessage.split("; ")).toEqual([
    "price: must be a decimal >= 0 with up to 12 digits before the point and up to 4 after it",
    "sku: must be up to 64 characters without control characters or surrounding spaces",
    "idempotency_key: must be 1 to 200 printable ASCII characters without spaces",
  ]);
  const asked = { skus: ["a", "b\u0000"] };
  expect(refusalOf(ResolveProductsRequestSchema, asked).rawMessage).toBe(
    "skus[1]: must be 1 to 64 characters without NUL",
  );
});
