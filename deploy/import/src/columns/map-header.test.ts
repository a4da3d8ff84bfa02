import { expect, test } from "vitest";
import { mapHeader } from "./map-header.ts";
import { parseMapping } from "./parse-mapping.ts";

test("finds the usual names however they are written", () => {
  const { toCells } = mapHeader(
    "sales",
    ["Invoice No", "StockCode", "Qty", "Unit Price", "ORDER_DATE"],
    [],
  );
  const cells = toCells(["7", " A ", "2", "", "2025-01-01"]);
  expect(["order_ref", "sku", "quantity", "price", "sale_date", "channel"].map(cells)).toEqual([
    "7",
    "A",
    "2",
    undefined,
    "2025-01-01",
    undefined,
  ]);
});

test("prefers the better name when two columns would do", () => {
  const { toCells } = mapHeader("products", ["Product", "Name", "SKU", "Category", "Price"], []);
  expect(toCells(["P", "N", "S", "C", "1"])("name")).toBe("N");
});

test("reads mapped columns, scoped to one file or not", () => {
  const mappings = ["sales.sale_date=When", "unit_price=Each"].map(parseMapping);
  const { toCells } = mapHeader("sales", ["sku", "qty", "when", "date", "each"], mappings);
  const cells = toCells(["A", "1", "2025-01-01", "2020-02-02", "5"]);
  expect([cells("sale_date"), cells("price")]).toEqual(["2025-01-01", "5"]);
});

test("says which column is missing and how to name it", () => {
  expect(() => mapHeader("sales", ["sku", "qty"], [])).toThrow(
    'sales: there is no column for sale_date among sku, qty; name it with --map sales.sale_date="Column Name"',
  );
  expect(() => mapHeader("stock", ["sku", "n"], [parseMapping("stock.quantity=Count")])).toThrow(
    'stock: there is no column "Count"; there are sku, n',
  );
});

test.each(["sale_date", "sales.nothing=X", "stock.sale_date=X", "shop.sku=X"])(
  "refuses the mapping %s",
  (text) => {
    expect(() => parseMapping(text)).toThrow("--map");
  },
);
