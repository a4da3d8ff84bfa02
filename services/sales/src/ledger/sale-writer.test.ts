import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";
import type { NewSale } from "./new-sale.ts";
import { SaleWriter } from "./sale-writer.ts";

const sales = await startSales();
afterAll(() => sales.stop());

const sale: NewSale = {
  productId: 1n,
  sku: undefined,
  channel: "default",
  quantity: 1,
  price: 10_000n,
  totalAmount: 10_000n,
  saleDateMs: Date.UTC(2025, 0, 1),
  orderRef: undefined,
  idempotencyKey: undefined,
  requestHash: undefined,
  movesStock: false,
  requireStock: false,
  reservationId: undefined,
  recordedBy: "test",
};

test("writes those that come together in few transactions", async () => {
  const writer = new SaleWriter(sales.pool);
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, index) =>
      writer.writeAll([{ ...sale, orderRef: "together", quantity: index + 1 }]),
    ),
  );
  const ids = new Set(answers.map(([outcome]) => (typeof outcome === "object" ? outcome.id : 0n)));
  expect(ids.size).toBe(300);
  const { rows } = await sales.pool.query(
    "select count(distinct xid) as transactions, sum(quantity) as pieces from sales.sale where order_ref = 'together'",
  );
  expect(Number(rows[0].transactions)).toBeLessThan(10);
  expect(rows[0].pieces).toBe(String((300 * 301) / 2));
});

test("lets one that the database refuses fail alone", async () => {
  const writer = new SaleWriter(sales.pool);
  const writes = ["good", "nul\u0000", "good", ""].map((channel) =>
    writer.writeAll([{ ...sale, channel }]),
  );
  const outcomes = await Promise.allSettled(writes);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "rejected",
  ]);
});

test("refuses more than it can hold", async () => {
  const writer = new SaleWriter(sales.pool);
  const many = Array.from({ length: 10_001 }, () => sale);
  expect(await sales.refusalOf(writer.writeAll(many))).toContain("Unavailable too many sales");
});
