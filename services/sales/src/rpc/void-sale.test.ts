import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, refusalOf } = sales;

test("undoes a sale on its own date, once", async () => {
  const { sale } = await call("recordSale", {
    productId: 1n,
    quantity: 3,
    totalAmount: "10",
    saleDate: "2025-01-01T08:00:00.123Z",
    orderRef: "R-1",
  });
  const saleId = sale?.id ?? 0n;
  const request = { saleId, reason: "typo", idempotencyKey: "undo" };
  const { sale: undone } = await call("voidSale", request);
  expect(undone).toMatchObject({
    kind: 3,
    quantity: -3,
    totalAmount: "-10.00",
    price: "3.3333",
    saleDate: sale?.saleDate,
    orderRef: "R-1",
    refundOf: saleId,
    reason: "typo",
  });
  expect((await call("voidSale", request)).sale).toEqual(undone);
  expect((await call("getSale", { saleId })).sale).toMatchObject({
    voided: true,
    refundedQuantity: 0,
    refunds: { total: 1n, items: [{ id: undone?.id, kind: 3, quantity: -3, restock: true }] },
  });
  expect(await refusalOf(call("voidSale", { saleId }))).toContain("was voided");
  expect(await refusalOf(call("refundSale", { saleId }))).toContain("was voided");
  expect(await refusalOf(call("voidSale", { saleId: 999_999n }))).toBe(
    "NotFound sale_id: there is no sale 999999",
  );
});
