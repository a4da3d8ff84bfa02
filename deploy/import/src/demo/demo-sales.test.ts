import { parseDecimal, validate } from "@backroom/kit";
import { RecordSaleRequestSchema } from "@backroom/proto/sales/v1/sales_pb";
import { expect, test } from "vitest";
import { demoProducts, demoStock } from "./demo-products.ts";
import { makeSales } from "./demo-sales.ts";

const noon = new Date("2025-05-18T12:00:00Z");
const sales = [...makeSales(noon)];

test("makes three years of sound sales that end now", () => {
  expect(sales.length).toBeGreaterThan(40_000);
  expect(sales.length).toBeLessThan(90_000);
  for (const { sale } of sales) {
    validate(RecordSaleRequestSchema, sale);
    expect(parseDecimal(sale.totalAmount ?? "")).toBeLessThanOrEqual(
      parseDecimal(sale.price ?? "") * BigInt(sale.quantity),
    );
  }
  const dates = sales.map(({ sale }) => sale.saleDate ?? "");
  expect(dates).toEqual(dates.toSorted());
  expect(dates[0]?.slice(0, 10)).toBe("2022-05-20");
  expect(dates.at(-1)?.slice(0, 10)).toBe("2025-05-18");
  expect(dates.at(-1)?.localeCompare(noon.toISOString())).toBeLessThan(0);
});

test("makes the same sales again, and only adds to them later", () => {
  expect([...makeSales(noon)]).toEqual(sales);
  const later = new Map(
    [...makeSales(new Date("2025-05-20T09:00:00Z"))].map((each) => [
      each.sale.idempotencyKey,
      each,
    ]),
  );
  const start = "2022-05-22";
  for (const { sale } of sales) {
    if ((sale.saleDate ?? "") < start) continue;
    expect(later.get(sale.idempotencyKey)?.sale).toEqual(sale);
  }
});

test("gives every sale a key and an order of its own", () => {
  expect(new Set(sales.map(({ sale }) => sale.idempotencyKey)).size).toBe(sales.length);
  expect(new Set(sales.map(({ sale }) => sale.orderRef)).size).toBe(sales.length);
});

test("has refunds between the sale and now, discounts, best sellers and a long tail", () => {
  const refunds = sales.filter(({ refund }) => refund);
  expect(refunds.length).toBeGreaterThan(200);
  for (const { sale, refund } of refunds) {
    expect((refund?.saleDate ?? "") > (sale.saleDate ?? "")).toBe(true);
    expect((refund?.saleDate ?? "") <= noon.toISOString()).toBe(true);
    expect(refund?.quantity).toBeLessThanOrEqual(sale.quantity);
    const givenBack = parseDecimal(refund?.totalAmount ?? "");
    const taken = parseDecimal(sale.totalAmount ?? "");
    expect(givenBack % 100n).toBe(0n); // Whole cents.
    expect(givenBack).toBeGreaterThan(0n);
    if (refund?.quantity === sale.quantity) expect(givenBack).toBe(taken);
    else expect(givenBack).toBeLessThan(taken);
  }
  const counts = new Map<string, number>();
  for (const { sale } of sales) counts.set(sale.sku ?? "", (counts.get(sale.sku ?? "") ?? 0) + 1);
  const ranked = [...counts.values()].sort((a, b) => b - a);
  expect(ranked).toHaveLength(demoProducts.length);
  expect(ranked[0] ?? 0).toBeGreaterThan((ranked.at(-1) ?? 0) * 8);
});

test("has some items that are low, and most that are not", () => {
  const low = demoStock.filter(({ quantity, reorderLevel = 0n }) => quantity <= reorderLevel);
  expect(low.length).toBeGreaterThan(3);
  expect(low.length).toBeLessThan(demoStock.length / 3);
});
