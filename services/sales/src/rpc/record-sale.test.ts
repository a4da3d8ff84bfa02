import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());

test("records a sale at the catalogue's price", async () => {
  const { sale } = await sales.call("recordSale", { productId: 1n, quantity: 3 });
  expect(sale).toMatchObject({
    kind: 1,
    productId: 1n,
    sku: "BEAR",
    productName: "Product 1",
    category: "Toys",
    channel: "default",
    quantity: 3,
    price: "19.99",
    totalAmount: "59.97",
    recordedBy: "test",
  });
  const got = await sales.call("getSale", { saleId: sale?.id ?? 0n });
  expect(got.sale).toMatchObject({
    ...sale,
    refundedQuantity: 0,
    refundedAmount: "0.00",
    voided: false,
  });
});
