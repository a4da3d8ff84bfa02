import { expect, test } from "vitest";
import { findDiscount, findRefund, findRemainder, findTotal, readPieces } from "./amounts.ts";

const typed = { quantity: "", price: "", totalAmount: "", listPrice: undefined };

test.each([
  [{ quantity: "3", listPrice: "19.99" }, "59.97"],
  [{ quantity: "3", price: "0.1" }, "0.30"],
  [{ quantity: "3", price: "0.0001", listPrice: "5" }, "0.0003"],
  [{ quantity: "1000000000", price: "999999999999" }, "999999999999000000000.00"],
  [{ quantity: "3", price: "4", totalAmount: "11.99" }, "11.99"],
  [{ quantity: "3", totalAmount: "10" }, "10.00"],
  [{ quantity: "0", listPrice: "19.99" }, undefined],
  [{ quantity: "1.5", listPrice: "19.99" }, undefined],
  [{ quantity: "2", price: "1,50" }, undefined],
  [{ quantity: "2", totalAmount: "1e3" }, undefined],
  [{ quantity: "2" }, undefined],
])("the total of %j is %s", (given, total) => {
  expect(findTotal({ ...typed, ...given })).toBe(total);
});

test.each([
  [{ quantity: "3", price: "4", totalAmount: "11.99" }, "0.01"],
  [{ quantity: "3", price: "4", totalAmount: "12" }, undefined],
  [{ quantity: "3", price: "4", totalAmount: "13" }, undefined],
  [{ quantity: "3", price: "4" }, undefined],
  [{ quantity: "x", price: "4", totalAmount: "1" }, undefined],
])("the discount of %j is %s", (given, discount) => {
  expect(findDiscount({ ...typed, ...given })).toBe(discount);
});

test.each([
  ["3", 3],
  [" 12 ", 12],
  ["0", 0],
  ["", undefined],
  ["-1", undefined],
  ["1.0", undefined],
  ["12345678901", undefined],
])("reads the pieces %j", (text, pieces) => {
  expect(readPieces(text)).toBe(pieces);
});

const sale = { quantity: 3, totalAmount: "10.00" };

test.each([
  [{}, { quantity: 3, amount: "10.00" }],
  [
    { refundedQuantity: 1, refundedAmount: "3.3333" },
    { quantity: 2, amount: "6.6667" },
  ],
  [
    { refundedQuantity: 3, refundedAmount: "10" },
    { quantity: 0, amount: "0.00" },
  ],
  [{ voided: true }, { quantity: 0, amount: "0.00" }],
])("what is left after %j", (given, left) => {
  expect(findRemainder({ ...sale, ...given })).toEqual(left);
});

test.each([
  ["", "", "6.6667"],
  ["1", "", "3.3333"],
  ["2", "", "6.6667"],
  ["0", "", "0.00"],
  ["3", "", undefined],
  ["", "1.5", "1.50"],
  ["1", "0", "0.00"],
  ["1", "-1", undefined],
  ["one", "", undefined],
])("the refund of %j pieces and %j is %s", (quantity, totalAmount, refund) => {
  const left = { quantity: 2, amount: "6.6667" };
  expect(findRefund(sale, left, { quantity, totalAmount })).toBe(refund);
});
