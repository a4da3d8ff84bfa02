import { afterAll, expect, test } from "vitest";
import { startSales } from "./testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, catalogue, gate, refusalOf, stock } = sales;

test("says UNAVAILABLE while PostgreSQL is away, and recovers by itself", async () => {
  await call("recordSale", { productId: 1n, quantity: 1 });
  await gate.shut();
  const refusals = await Promise.all([
    refusalOf(call("recordSale", { productId: 1n, quantity: 1, idempotencyKey: "outage" })),
    refusalOf(call("recordSales", { sales: [{ productId: 1n, quantity: 1 }] })),
    refusalOf(call("recordSales", { sales: [{ productId: 1n, quantity: 1 }], allOrNothing: true })),
    refusalOf(call("refundSale", { saleId: 1n })),
    refusalOf(call("voidSale", { saleId: 1n })),
    refusalOf(call("getSale", { saleId: 1n })),
    refusalOf(call("listSales", {})),
    refusalOf(sales.download({})),
  ]);
  expect(refusals).toEqual(refusals.map(() => "Unavailable a store cannot be reached just now"));

  await gate.open();
  const retry = () => call("recordSale", { productId: 1n, quantity: 1, idempotencyKey: "outage" });
  await expect.poll(() => retry().then(() => true)).toBe(true);
  catalogue.put(1n, { name: "After the outage" });
  const { sale } = await retry();
  await expect
    .poll(async () => (await call("getSale", { saleId: sale?.id ?? 0n })).sale?.productName)
    .toBe("After the outage");
  await expect.poll(() => sales.isFollowed()).toBe(true);
  expect(stock.onHand.get(1n)).toBe(-2n);
});

test("starts and sells while ClickHouse is away", async () => {
  const alone = await startSales("http://127.0.0.1:9/nowhere");
  try {
    const { sale } = await alone.call("recordSale", { productId: 1n, quantity: 1 });
    expect(sale?.totalAmount).toBe("19.99");
    await expect.poll(() => alone.isFollowed()).toBe(true);
  } finally {
    await alone.stop();
  }
});
