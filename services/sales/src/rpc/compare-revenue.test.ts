import { Granularity } from "@backroom/proto/revenue/v1/revenue_pb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Entry, recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";

let revenue: Awaited<ReturnType<typeof startRevenue>>;

const sale: Entry = {
  kind: "SALE",
  productId: 1,
  channel: "web",
  quantity: 1,
  amount: "300",
  date: "2024-01-10T00:00:00Z",
};

beforeAll(async () => {
  revenue = await startRevenue();
  await recordCatalogue(revenue.stores.pool, { categories: 1, products: 1 });
  await recordEntries(revenue.stores.pool, [
    sale,
    { ...sale, amount: "250", date: "2024-02-01T00:00:00Z" },
    { ...sale, amount: "50.01", date: "2024-02-29T23:59:59.999Z" },
    { ...sale, kind: "REFUND", quantity: -1, amount: "-100", date: "2024-02-15T00:00:00Z" },
  ]);
});
afterAll(() => revenue?.close());

test("compares two months bucket by bucket and in all", async () => {
  const answer = await revenue.call("compareRevenue", {
    start1: "2024-01-01",
    end1: "2024-01-31",
    start2: "2024-02-01",
    end2: "2024-02-29",
    groupBy: Granularity.MONTH,
    fresh: true,
  });
  expect(answer).toMatchObject({
    range1: [{ period: "2024-01-01", revenue: "300.00" }],
    range2: [{ period: "2024-02-01", revenue: "200.01" }],
    totals: {
      range1: { revenue: "300.00", gross: "300.00", refunds: "0.00", units: 1n, sales: 1n },
      range2: { revenue: "200.01", gross: "300.01", refunds: "-100.00", units: 1n, sales: 2n },
    },
    change: "-99.99",
    changePercent: "-33.33",
  });
});

test("has no percentage of nothing, and names the range that is wrong", async () => {
  const nothing = { start1: "2020-01-01", end1: "2020-01-02" };
  const answer = await revenue.call("compareRevenue", {
    ...nothing,
    start2: "2024-02-29",
    end2: "2024-02-29",
    fresh: true,
  });
  expect(answer.change).toBe("50.01");
  expect(answer.changePercent).toBeUndefined();
  expect(answer.range1).toHaveLength(2);
  expect(
    await revenue.refusal("compareRevenue", { ...nothing, start2: "2024-01-01", end2: "x" }),
  ).toContain("[invalid_argument] end2: ");
});
