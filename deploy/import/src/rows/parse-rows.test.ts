import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { expect, test } from "vitest";
import type { Cells } from "../columns/map-header.ts";
import { defaultRules } from "./default-rules.ts";
import { NumberReader } from "./number-reader.ts";
import { parseProduct } from "./parse-product.ts";
import { parseSale } from "./parse-sale.ts";
import { parseStock } from "./parse-stock.ts";
import type { RowContext } from "./row-context.ts";
import type { RowRules } from "./row-rules.ts";
import { SkuFolder } from "./sku-folder.ts";

/** Makes the cells of a row. */
function cellsOf(row: Record<string, string>): Cells {
  return (field) => row[field];
}

/** Makes what rows are read by. */
function contextOf(changed: Partial<RowRules> = {}, known: readonly string[] = []): RowContext {
  const rules = { ...defaultRules, ...changed };
  const skus = rules.skuCase === "fold" ? new SkuFolder(known) : undefined;
  return { rules, numbers: new NumberReader(rules), skus };
}

test("reads a product", () => {
  const row = { sku: "A", name: "Apple", category: "Fruit", price: "1.50" };
  expect(parseProduct(cellsOf(row), contextOf())).toMatchObject({ ...row, price: "1.5" });
});

test.each([
  [{ sku: "", name: "Apple", category: "Fruit", price: "1" }, /^sku: is empty/],
  [{ sku: "A", name: "", category: "Fruit", price: "1" }, /^name: is empty/],
  [{ sku: "A", name: "Apple", category: "Fruit", price: "-1" }, /^price: /],
  [{ sku: "A", name: "x".repeat(201), category: "Fruit", price: "1" }, /^name: /],
  [{ sku: "A\u0000", name: "Apple", category: "Fruit", price: "1" }, /^sku: /],
])("refuses the product %j", (row, reason) => {
  const cells = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
  expect(() => parseProduct(cellsOf(cells), contextOf())).toThrow(reason);
});

test("reads a stock item, by SKU or by id", () => {
  expect(parseStock(cellsOf({ sku: "A", quantity: "3" }), contextOf({ channel: "web" }))).toEqual({
    sku: "A",
    productId: undefined,
    channel: "web",
    quantity: 3n,
    reorderLevel: undefined,
  });
  expect(parseStock(cellsOf({ product_id: "7", quantity: "3" }), contextOf()).productId).toBe(7n);
});

test.each([
  [{ sku: "A", quantity: "-1" }, /^quantity: /],
  [{ sku: "A", quantity: "1.5" }, /^quantity: /],
  [{ product_id: "0", quantity: "1" }, /^product_id: /],
  [{ quantity: "1" }, /^sku: /],
  [{ sku: "A", quantity: "1", reorder_level: "many" }, /^reorder_level: /],
])("refuses the stock item %j", (row, reason) => {
  expect(() => parseStock(cellsOf(row), contextOf())).toThrow(reason);
});

test("reads a sale as history, with the defaults of the command", () => {
  const row = {
    sku: "A",
    quantity: "2",
    price: "5",
    total_amount: "9.50",
    sale_date: "2025-01-01",
  };
  const context = contextOf({ channel: "web", timeZone: "Europe/Berlin" });
  const { sale, kind } = parseSale(cellsOf(row), context);
  expect(kind).toBe(Kind.SALE);
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

const sold = { sku: "A", quantity: "1", price: "5", sale_date: "2025-01-01" };

test.each([
  [{ quantity: "-2" }, 2, undefined],
  [{ quantity: "-2", total_amount: "-9.5" }, 2, "9.5"],
  [{ quantity: "2", total_amount: "-9.5" }, 2, "9.5"],
  [{ quantity: "(3)", price: "0.00" }, 3, undefined],
  [{ quantity: "-3", total_amount: "0" }, 3, "0"],
])("reads %j as a return", (row, quantity, totalAmount) => {
  const { kind, sale } = parseSale(cellsOf({ ...sold, ...row }), contextOf());
  expect(kind).toBe(Kind.REFUND);
  expect([sale.quantity, sale.totalAmount]).toEqual([quantity, totalAmount]);
});

test.each([
  [{ quantity: "-2", total_amount: "9.5" }, {}, /^total_amount: 9.5 is taken/],
  [{ price: "-5" }, {}, /^price: -5 is negative/],
  [{ quantity: "-5", price: "-5" }, {}, /^price: -5 is negative/],
  [{ quantity: "0" }, {}, /^quantity: /],
  [{ quantity: "-1" }, { returns: "refuse" }, /^quantity: .*--returns/],
  [{ quantity: "-1" }, { returns: "skip" }, /^returns /],
  [{ price: "0.00" }, { zeroPrice: "refuse" }, /^price: .*--zero-price/],
  [{ price: "0.00" }, { zeroPrice: "skip" }, /^without a price/],
  [{ total_amount: "5.01" }, {}, /^total_amount: 5.01 is above 5 x 1; --map/],
] as const)("leaves out the sale %j under the rules %j", (row, rules, reason) => {
  expect(() => parseSale(cellsOf({ ...sold, ...row }), contextOf(rules))).toThrow(reason);
});

test("keeps what was given away, and takes a whole discount for a price", () => {
  const free = parseSale(cellsOf({ ...sold, price: "0" }), contextOf());
  expect(free.sale.price).toBe("0");
  const row = { ...sold, total_amount: "0" };
  const discounted = parseSale(cellsOf(row), contextOf({ zeroPrice: "refuse" }));
  expect(discounted.sale.totalAmount).toBe("0");
});

test("finds the SKU that a row means whatever its case, unless several would do", () => {
  const context = contextOf({ skuCase: "fold" }, ["85123A", "d", "D"]);
  const find = (sku: string) => parseSale(cellsOf({ ...sold, sku }), context).sale.sku;
  expect(["85123a", "85123A", "d", "D", "x"].map(find)).toEqual([
    "85123A",
    "85123A",
    "d",
    "D",
    "x",
  ]);
  context.skus?.add("85123a");
  expect(["85123a", "85123A"].map(find)).toEqual(["85123a", "85123A"]);
  context.skus?.add("É1");
  expect(find("é1")).toBe("É1");
  context.skus?.add("é1");
  expect(() => find("É1\u0301")).not.toThrow();
  context.skus?.add("aB");
  context.skus?.add("Ab");
  expect(() => find("ab")).toThrow('sku: "ab" can be any of the products "aB", "Ab"');
});

test("names a product after its SKU when told to", () => {
  const row = { sku: "A", category: "Fruit", price: "1" };
  expect(parseProduct(cellsOf(row), contextOf({ missingName: "sku" })).name).toBe("A");
});
