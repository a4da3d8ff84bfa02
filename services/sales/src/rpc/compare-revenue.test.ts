import { Against, Granularity } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
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

test("puts the buckets of a range and of the year before side by side, and names both ranges", async () => {
  const request = {
    startDate: "2024-01-09",
    endDate: "2024-01-31",
    against: Against.PREVIOUS_YEAR,
    groupBy: Granularity.WEEK,
    fresh: true,
  };
  const answer = await revenue.call("compareRevenue", request);
  const zero = { revenue: "0.00", gross: "0.00", refunds: "0.00", units: 0n, sales: 0n };
  expect(answer.buckets).toMatchObject([
    {
      period1: "2023-01-09",
      period2: "2024-01-08",
      range2: { revenue: "300.00" },
      change: "300.00",
    },
    { period1: "2023-01-16", period2: "2024-01-15", range1: zero, range2: zero, change: "0.00" },
    { period1: "2023-01-23", period2: "2024-01-22" },
    { period1: "2023-01-30", period2: "2024-01-29" },
  ]);
  expect(answer.range2.map(({ partial }) => partial)).toEqual([true, false, false, true]);
  const bounds = [answer.bounds1, answer.bounds2].map((range) => [
    range?.start && timestampDate(range.start).toISOString(),
    range?.end && timestampDate(range.end).toISOString(),
  ]);
  expect(bounds).toEqual([
    ["2023-01-09T00:00:00.000Z", "2023-02-01T00:00:00.000Z"],
    ["2024-01-09T00:00:00.000Z", "2024-02-01T00:00:00.000Z"],
  ]);
  const sparse = await revenue.call("compareRevenue", { ...request, fill: false });
  expect(sparse.range1).toEqual([]);
  expect(sparse.range2).toMatchObject([{ period: "2024-01-08" }]);
  expect(sparse.buckets).toEqual(answer.buckets.slice(0, 1));
});

test("a range with more buckets than the other has some without a neighbour", async () => {
  const { buckets } = await revenue.call("compareRevenue", {
    start1: "2024-02-01",
    end1: "2024-02-29",
    start2: "2024-01-10",
    end2: "2024-01-10",
    groupBy: Granularity.DAY,
    fill: false,
    fresh: true,
  });
  expect(
    buckets.map(({ period1, period2, change, changePercent }) => [
      period1,
      period2,
      change,
      changePercent,
    ]),
  ).toEqual([
    ["2024-02-01", "2024-01-10", "50.00", "20.00"],
    // From less than nothing to nothing is growth.
    ["2024-02-15", undefined, "100.00", "100.00"],
    ["2024-02-29", undefined, "-50.01", "-100.00"],
  ]);
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
