import { formatDecimal, parseDecimal } from "@backroom/kit";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

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
  const saleId = await sell(5, "7.77");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, () => call("refundSale", { saleId, quantity: 1 })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  const { sale } = await call("getSale", { saleId });
  expect(sale).toMatchObject({ refundedQuantity: 5, refundedAmount: "7.77" });
});

test("lets one of a racing refund and void win", async () => {
  for (let round = 0; round < 10; round++) {
    const saleId = await sell(1, "5");
    const outcomes = await Promise.allSettled([
      call("refundSale", { saleId }),
      call("voidSale", { saleId }),
      call("voidSale", { saleId }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
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
    { numRuns: 40 },
  );
});
