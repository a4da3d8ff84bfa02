import { formatDecimal, parseDecimal } from "@backroom/kit";
import fc from "fast-check";
import { afterAll, expect, test, vi } from "vitest";
import { startSales } from "../testing/start-sales.ts";

vi.setConfig({ testTimeout: 120_000 });

const sales = await startSales();
afterAll(() => sales.stop());
const { call, refusalOf } = sales;

/** Sells some pieces, and answers the sale's id. */
async function sell(quantity: number, totalAmount: string, saleDate?: string): Promise<bigint> {
  const { sale } = await call("recordSale", { productId: 1n, quantity, totalAmount, saleDate });
  return sale?.id ?? 0n;
}

test("gives back the whole sale on its own date", async () => {
  const saleId = await sell(3, "10", "2025-01-01");
  const { sale } = await call("refundSale", { saleId, reason: "broken", saleDate: "2025-02-01" });
  expect(sale).toMatchObject({
    kind: 2,
    quantity: -3,
    totalAmount: "-10.00",
    price: "3.3333",
    refundOf: saleId,
    reason: "broken",
    saleDate: { seconds: BigInt(Date.UTC(2025, 1, 1) / 1000) },
  });
  const { sale: after } = await call("getSale", { saleId });
  expect(after).toMatchObject({ refundedQuantity: 3, refundedAmount: "10.00", voided: false });
  expect(await refusalOf(call("refundSale", { saleId }))).toBe(
    `FailedPrecondition sale_id: sale ${saleId} was refunded as a whole`,
  );
});

test("gives back pieces and amounts up to the sale and no further", async () => {
  const saleId = await sell(4, "10");
  const piece = await call("refundSale", { saleId, quantity: 1 });
  expect(piece.sale?.totalAmount).toBe("-2.50");
  const amount = await call("refundSale", { saleId, totalAmount: "6" });
  expect(amount.sale).toMatchObject({ quantity: 0, totalAmount: "-6.00" });
  expect(await refusalOf(call("refundSale", { saleId, quantity: 4 }))).toBe(
    "FailedPrecondition quantity: only 3 are left of the sale",
  );
  expect(await refusalOf(call("refundSale", { saleId, totalAmount: "1.51" }))).toBe(
    "FailedPrecondition total_amount: only 1.50 is left of the sale",
  );
  const capped = await call("refundSale", { saleId, quantity: 2 });
  expect(capped.sale).toMatchObject({ quantity: -2, totalAmount: "-1.50" });
  const last = await call("refundSale", { saleId, quantity: 1 });
  expect(last.sale).toMatchObject({ quantity: -1, totalAmount: "0.00" });
});

test("refuses what cannot be given back", async () => {
  const saleId = await sell(1, "5", "2025-01-02");
  expect(await refusalOf(call("refundSale", { saleId: 999_999n }))).toBe(
    "NotFound sale_id: there is no sale 999999",
  );
  expect(await refusalOf(call("refundSale", { saleId, quantity: 0 }))).toContain(
    "InvalidArgument quantity: ",
  );
  const emptied = await sell(2, "5");
  await call("refundSale", { saleId: emptied, quantity: 2, totalAmount: "1" });
  expect(await refusalOf(call("refundSale", { saleId: emptied, quantity: 0 }))).toContain(
    "InvalidArgument quantity: must be at least 1 when no amount is given back",
  );
  expect(await refusalOf(call("refundSale", { saleId, saleDate: "2025-01-01" }))).toBe(
    "FailedPrecondition sale_date: must not be before the sale's",
  );
  const { sale } = await call("refundSale", { saleId });
  expect(await refusalOf(call("refundSale", { saleId: sale?.id ?? 0n }))).toContain(
    "is a refund, not a sale",
  );
  expect(await refusalOf(call("voidSale", { saleId: sale?.id ?? 0n }))).toContain("not a sale");
  expect(await refusalOf(call("voidSale", { saleId }))).toContain("was refunded");
});

test("lets racing refunds have what is left and no more", async () => {
  const saleId = await sell(20, "7.77");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () => call("refundSale", { saleId, quantity: 1 })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") continue;
    expect(await refusalOf(Promise.reject(outcome.reason))).toBe(
      "FailedPrecondition quantity: only 0 are left of the sale",
    );
  }
  const { sale } = await call("getSale", { saleId });
  expect(sale).toMatchObject({ refundedQuantity: 20, refundedAmount: "7.77" });
});

test("lets refunds of any size race in two processes, in some order one after the other", async () => {
  const other = await sales.startAnother();
  const random = fc.sample(
    fc.record({
      quantity: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      totalAmount: fc.option(fc.bigInt(0n, 40_000n).map(formatDecimal), { nil: undefined }),
    }),
    { numRuns: 50, seed: 42 },
  );
  const saleId = await sell(30, "17.3333");
  const outcomes = await Promise.allSettled(
    random.map((terms, index) =>
      (index % 2 ? call : other.call)("refundSale", { saleId, ...terms }),
    ),
  );
  const { sale } = await call("getSale", { saleId });
  const won = outcomes.flatMap(({ status }, index) => (status === "fulfilled" ? [index] : []));
  expect(sale?.refunds?.total).toBe(BigInt(won.length));
  const rows = sale?.refunds?.items ?? [];
  const given = rows.reduce((sum, row) => sum + parseDecimal(row.totalAmount), 0n);
  expect(formatDecimal(-given)).toBe(sale?.refundedAmount);
  expect(rows.reduce((sum, row) => sum - row.quantity, 0)).toBe(sale?.refundedQuantity);
  expect(sale?.refundedQuantity).toBeLessThanOrEqual(30);
  expect(-given).toBeLessThanOrEqual(173_333n);
  // What is left only shrinks, so whoever lost asks for too much now as well.
  for (const [index, terms] of random.entries()) {
    if (won.includes(index)) continue;
    expect(await refusalOf(call("refundSale", { saleId, ...terms }))).toMatch(
      /^(FailedPrecondition|InvalidArgument) /,
    );
  }
  await other.close();
});

test("lets one of racing refunds and voids win, in two processes", async () => {
  const other = await sales.startAnother();
  for (let round = 0; round < 10; round++) {
    const saleId = await sell(1, "5");
    const outcomes = await Promise.allSettled([
      call("refundSale", { saleId }),
      other.call("voidSale", { saleId }),
      call("voidSale", { saleId }),
      other.call("refundSale", { saleId }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
  await other.close();
});

test("shows what gave a sale back, oldest first, a hundred at the most", async () => {
  const saleId = await sell(120, "120", "2025-01-01");
  const first = await call("refundSale", {
    saleId,
    quantity: 2,
    reason: "broken",
    restock: true,
    saleDate: "2025-03-01",
  });
  await call("refundSale", { saleId, totalAmount: "0.5", saleDate: "2025-02-01" });
  const { sale } = await call("getSale", { saleId });
  expect(sale?.refunds).toMatchObject({
    total: 2n,
    items: [
      {
        id: first.sale?.id,
        kind: 2,
        quantity: -2,
        totalAmount: "-2.00",
        saleDate: first.sale?.saleDate,
        reason: "broken",
        restock: true,
        recordedAt: first.sale?.recordedAt,
        recordedBy: "test",
      },
      { quantity: 0, totalAmount: "-0.50", restock: false },
    ],
  });
  await sales.pool.query(
    `insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, refund_of, recorded_by)
     select 'REFUND', 1, 'default', -1, 1, -1, now(), $1, 'test' from generate_series(1, 110)`,
    [saleId],
  );
  const { sale: after } = await call("getSale", { saleId });
  expect(after).toMatchObject({ refundedQuantity: 112, refundedAmount: "112.50" });
  expect([after?.refunds?.items.length, after?.refunds?.total]).toEqual([100, 112n]);
  expect(after?.refunds?.items[0]).toEqual(sale?.refunds?.items[0]);
});

test("answers the first refund to a retry, also at once and when nothing is left", async () => {
  const saleId = await sell(2, "5");
  const request = { saleId, quantity: 2, idempotencyKey: "give-back" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call("refundSale", request)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await refusalOf(call("refundSale", { ...request, quantity: 1 }))).toContain(
    "AlreadyExists idempotency_key",
  );
  const other = await sell(2, "5");
  const racing = await Promise.allSettled([
    call("refundSale", { saleId: other, idempotencyKey: "raced" }),
    call("refundSale", { saleId: await sell(1, "1"), idempotencyKey: "raced" }),
  ]);
  expect(racing.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("sums to the sale whichever parts all of it is given back in", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: 0n, max: 1_000_000n }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
      async (units, parts) => {
        const quantity = parts.reduce((sum, part) => sum + part, 0);
        const saleId = await sell(quantity, formatDecimal(units));
        let given = 0n;
        for (const part of parts) {
          const { sale } = await call("refundSale", { saleId, quantity: part });
          given -= parseDecimal(sale?.totalAmount ?? "");
        }
        expect(given).toBe(units);
      },
    ),
    { numRuns: 10, seed: 20_251_121 },
  );
});
