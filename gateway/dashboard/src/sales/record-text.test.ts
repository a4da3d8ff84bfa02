import { expect, test } from "vitest";
import { emptyRecord, toRequest } from "./record-text.ts";

test("leaves out what is not said", () => {
  const request = toRequest({ ...emptyRecord, channel: " web ", price: "1.5" }, 7n);
  expect(JSON.parse(JSON.stringify({ ...request, productId: `${request.productId}` }))).toEqual({
    productId: "7",
    quantity: 1,
    channel: "web",
    price: "1.5",
    requireStock: false,
  });
});

test.each([
  [undefined, "1", "product_id: choose a product"],
  [1n, "1.5", "quantity: must be a whole number"],
  [1n, "", "quantity: must be a whole number"],
  [1n, "1000000001", "quantity: must be a whole number"],
])("refuses %s × %j", (productId, quantity, message) => {
  expect(() => toRequest({ ...emptyRecord, quantity }, productId)).toThrow(message);
});
