import { parseDecimal } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LedgerRow } from "../entities/ledger-row.ts";
import { decideRefund, type RefundTerms } from "./decide-refund.ts";

const soldAtMs = Date.UTC(2025, 0, 1);
const print = (units: bigint) => `${units / 10_000n}.${String(units % 10_000n).padStart(4, "0")}`;

/** What is left of a sale, as the model keeps it. */
interface Left {
  readonly quantity: number;
  readonly amount: bigint;
}

/** A sale of which this much is left. */
function stand(quantity: number, total: bigint, left: Left) {
  const sale = Object.assign(Object.create(LedgerRow.prototype), {
    id: 1n,
    kind: "SALE",
    quantity,
    totalAmount: print(total),
    saleDate: new Date(soldAtMs),
  });
  const isRefunded = left.quantity < quantity || left.amount < total;
  return {
    sale,
    isVoided: false,
    isRefunded,
    quantityLeft: left.quantity,
    amountLeft: left.amount,
  };
}

/** Refunds, and answers what was given back or the refusal. */
function refund(quantity: number, total: bigint, left: Left, terms: Partial<RefundTerms>) {
  const all = { quantity: undefined, totalAmount: undefined, reason: undefined, ...terms };
  try {
    const given = decideRefund(
      { ...all, restock: false, saleDateMs: terms.saleDateMs },
      stand(quantity, total, left),
    );
    return {
      quantity: 0 - Number(given.quantity),
      amount: -parseDecimal(String(given.totalAmount)),
    };
  } catch (error) {
    return ConnectError.from(error).rawMessage;
  }
}

/** What a refund must be, said in other words than the code's: exact fractions, and no cleverness. */
function expectRefund(
  quantity: number,
  total: bigint,
  left: Left,
  { quantity: asked, totalAmount }: Partial<RefundTerms>,
) {
  const paid = totalAmount === undefined ? undefined : parseDecimal(totalAmount);
  if (asked === undefined && paid === undefined) {
    return left.quantity === 0 && left.amount === 0n ? "refunded as a whole" : left;
  }
  const pieces = asked ?? 0;
  // Half a ten-thousandth more, cut off: rounded half up, which for amounts >= 0 is away from zero.
  const rounded = (2n * total * BigInt(pieces) + BigInt(quantity)) / (2n * BigInt(quantity));
  const least = rounded < left.amount ? rounded : left.amount;
  const isRest = pieces > 0 && pieces === left.quantity;
  const amount = paid ?? (isRest ? left.amount : least);
  if (pieces === 0 && amount === 0n) return "must be at least 1";
  if (pieces > left.quantity) return `quantity: only ${left.quantity} are left`;
  if (amount > left.amount) return "total_amount: only ";
  return { quantity: pieces, amount };
}

const terms: fc.Arbitrary<Partial<RefundTerms>> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 8 }).map((quantity) => ({ quantity })) },
  {
    weight: 2,
    arbitrary: fc.bigInt(0n, 60_000n).map((units) => ({ totalAmount: print(units) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 8 }), fc.bigInt(0n, 60_000n))
      .map(([quantity, units]) => ({ quantity, totalAmount: print(units) })),
  },
);

test("refunds any sequence as the model does, up to the sale and no further", () => {
  const sale = fc.record({
    quantity: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(1_000_000_000)),
    total: fc.oneof(fc.bigInt(0n, 50n), fc.bigInt(0n, 200_000n), fc.constant(10n ** 18n - 1n)),
  });
  fc.assert(
    fc.property(sale, fc.array(terms, { maxLength: 25 }), ({ quantity, total }, steps) => {
      let left: Left = { quantity, amount: total };
      for (const step of steps) {
        const outcome = refund(quantity, total, left, step);
        const expected = expectRefund(quantity, total, left, step);
        if (typeof expected === "string") {
          expect(outcome).toContain(expected);
          continue;
        }
        expect(outcome).toEqual({ quantity: expected.quantity, amount: expected.amount });
        left = {
          quantity: left.quantity - expected.quantity,
          amount: left.amount - expected.amount,
        };
        expect(left.quantity).toBeGreaterThanOrEqual(0);
        expect(left.amount).toBeGreaterThanOrEqual(0n);
      }
      const rest = refund(quantity, total, left, {});
      if (left.quantity > 0 || left.amount > 0n) expect(rest).toEqual(left);
      else expect(rest).toContain("refunded as a whole");
    }),
    { numRuns: 2_000, seed: 20_251_121 },
  );
});

test("dates a refund now, not before the sale, and a sale of the future on its own date", () => {
  const futureMs = Date.now() + 86_400_000;
  const standing = stand(1, 1n, { quantity: 1, amount: 1n });
  const future = { ...standing, sale: { ...standing.sale, saleDate: new Date(futureMs) } };
  const terms = { quantity: undefined, totalAmount: undefined, reason: undefined, restock: true };
  const { saleDate } = decideRefund({ ...terms, saleDateMs: undefined }, future);
  expect(saleDate).toEqual(new Date(futureMs));
  expect(refund(1, 1n, { quantity: 1, amount: 1n }, { saleDateMs: soldAtMs - 1 })).toBe(
    "sale_date: must not be before the sale's",
  );
});
