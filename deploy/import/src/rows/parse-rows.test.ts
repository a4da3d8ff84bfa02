import { expect, test } from "vitest";
import type { Cells } from "../columns/map-header.ts";
import { parseProduct } from "./parse-product.ts";
import { parseSale } from "./parse-sale.ts";
import { parseStock } from "./parse-stock.ts";
import { readDecimal } from "./read-cells.ts";
import { readDate } from "./read-date.ts";

/** Makes the cells of a row. */
function cellsOf(row: Record<string, string>): Cells {
  return (field) => row[field];
}

test.each([
  ["18", "18"],
  ["18.00", "18"],
  ["009.80", "9.8"],
  [".5", "0.5"],
  ["5.", "5"],
  ["0.0395000", "0.0395"],
  ["-1.50", "-1.5"],
])("reads the decimal %s as %s", (text, decimal) => {
  expect(readDecimal(cellsOf({ price: text }), "price")).toBe(decimal);
});

test.each(["1e3", "1,5", "NaN", ".", "-", "$5", "1.00001", "1 000", "9".repeat(65)])(
  "refuses the decimal %s",
  (text) => {
    expect(() => readDecimal(cellsOf({ price: text }), "price")).toThrow(/^price: /);
  },
);

test.each([
  ["2024-02-29", "2024-02-29"],
  ["2025-05-18 12:00", "2025-05-18T12:00:00"],
  ["2025-05-18T12:00:00.250+0200", "2025-05-18T12:00:00.250+02:00"],
  ["2025-05-18t23:59:59z", "2025-05-18T23:59:59Z"],
])("reads the date %s as %s", (text, date) => {
  expect(readDate(cellsOf({ d: text }), "d")).toBe(date);
});

test.each([
  "2025-02-29",
  "2025-13-01",
  "18.05.2025",
  "1969-12-31",
  "2105-01-01",
  "2025-01-01T24:00",
])("refuses the date %s", (text) => {
  expect(() => readDate(cellsOf({ d: text }), "d")).toThrow(/^d: /);
});

test("reads a product", () => {
  const row = { sku: "A", name: "Apple", category: "Fruit", price: "1.50" };
  expect(parseProduct(cellsOf(row))).toMatchObject({ ...row, price: "1.5" });
});

test.each([
  [{ sku: "", name: "Apple", category: "Fruit", price: "1" }, /^sku: is empty/],
  [{ sku: "A", name: "", category: "Fruit", price: "1" }, /^name: is empty/],
  [{ sku: "A", name: "Apple", category: "Fruit", price: "-1" }, /^price: /],
  [{ sku: "A", name: "x".repeat(201), category: "Fruit", price: "1" }, /^name: /],
  [{ sku: "A\u0000", name: "Apple", category: "Fruit", price: "1" }, /^sku: /],
])("refuses the product %j", (row, reason) => {
  const cells = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
  expect(() => parseProduct(cellsOf(cells))).toThrow(reason);
});

test("reads a stock item, by SKU or by id", () => {
  expect(parseStock(cellsOf({ sku: "A", quantity: "3" }), "web")).toEqual({
    sku: "A",
    productId: undefined,
    channel: "web",
    quantity: 3n,
    reorderLevel: undefined,
  });
  expect(parseStock(cellsOf({ product_id: "7", quantity: "3" }), "web").productId).toBe(7n);
});

test.each([
  [{ sku: "A", quantity: "-1" }, /^quantity: /],
  [{ sku: "A", quantity: "1.5" }, /^quantity: /],
  [{ product_id: "0", quantity: "1" }, /^product_id: /],
  [{ quantity: "1" }, /^sku: /],
  [{ sku: "A", quantity: "1", reorder_level: "many" }, /^reorder_level: /],
])("refuses the stock item %j", (row, reason) => {
  expect(() => parseStock(cellsOf(row), "default")).toThrow(reason);
});

test("reads a sale as history, with the defaults of the command", () => {
  const row = {
    sku: "A",
    quantity: "2",
    price: "5",
    total_amount: "9.50",
    sale_date: "2025-01-01",
  };
  const sale = parseSale(cellsOf(row), { channel: "web", timeZone: "Europe/Berlin" });
  expect(sale).toMatchObject({
    sku: "A",
    quantity: 2,
    price: "5",
    totalAmount: "9.5",
    channel: "web",
    timeZone: "Europe/Berlin",
    historical: true,
  });
});
