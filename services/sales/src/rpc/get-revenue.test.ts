import { testContext } from "@backroom/kit/testing";
import {
  Granularity,
  Period,
  Segmentation,
  Source,
  Weekday,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Entry, recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";

let revenue: Awaited<ReturnType<typeof startRevenue>>;
let recordedAtMs = 0;

const sale: Entry = {
  kind: "SALE",
  productId: 1,
  channel: "web",
  quantity: 2,
  amount: "19.99",
  date: "2024-03-30T23:30:00Z",
};

beforeAll(async () => {
  revenue = await startRevenue();
  await recordCatalogue(revenue.stores.pool, { categories: 2, products: 4 });
  await recordEntries(revenue.stores.pool, [
    sale,
    { ...sale, productId: 2, channel: "shop", amount: "0.0395", date: "2024-04-02T12:00:00.001Z" },
    { ...sale, kind: "REFUND", quantity: -1, amount: "-9.99", date: "2024-04-02T00:00:00Z" },
  ]);
  await recordEntries(revenue.stores.pool, [
    { ...sale, kind: "VOID", quantity: -2, amount: "-19.99" },
  ]);
  recordedAtMs = Date.now();
});
afterAll(() => revenue?.close());

const zero = { revenue: "0.00", gross: "0.00", refunds: "0.00", units: 0n, sales: 0n };

test("fills the buckets from the first sale to the last", async () => {
  const { points, asOf } = await revenue.call("getRevenue", { fresh: true });
  expect(points).toMatchObject([
    { period: "2024-03-30", ...zero },
    { period: "2024-03-31", ...zero },
    { period: "2024-04-01", ...zero },
    {
      period: "2024-04-02",
      revenue: "-9.9505",
      gross: "0.0395",
      refunds: "-9.99",
      units: 1n,
      sales: 1n,
    },
  ]);
  // Where everything is slow, the ledger may be asked at first.
  await expect
    .poll(async () => (await revenue.call("getRevenue", { fresh: true })).source)
    .toBe(Source.CLICKHOUSE);
  expect(asOf && timestampMs(asOf)).toBeGreaterThanOrEqual(recordedAtMs);
});

test("leaves out empty buckets when asked, in the zone that was asked for", async () => {
  const { points } = await revenue.call("getRevenue", {
    fill: false,
    fresh: true,
    timeZone: "Europe/Berlin",
  });
  expect(points.map(({ period }) => period)).toEqual(["2024-03-31", "2024-04-02"]);
});

test("answers buckets before and after all sales when the range has them", async () => {
  const { points } = await revenue.call("getRevenue", {
    period: Period.ANNUAL,
    startDate: "2023-06-01",
    endDate: "2025-01-01",
    fresh: true,
  });
  expect(points.map(({ period, sales }) => [period, sales])).toEqual([
    ["2023-01-01", 0n],
    ["2024-01-01", 1n],
    ["2025-01-01", 0n],
  ]);
});

test("begins weeks and days where the shop does, and tells which buckets the range cuts", async () => {
  const range = { startDate: "2024-03-29T12:00", endDate: "2024-04-06", fresh: true };
  const ask = async (more: object) => {
    const { points } = await revenue.call("getRevenue", { ...range, ...more });
    return points.map(({ period, partial, units }) => [period, partial, units]);
  };
  const groupBy = Granularity.WEEK;
  expect(await ask({ groupBy })).toEqual([
    ["2024-03-25", true, 0n],
    ["2024-04-01", true, 1n],
  ]);
  expect(await ask({ groupBy, weekStart: Weekday.SUNDAY })).toEqual([
    ["2024-03-24", true, 0n],
    ["2024-03-31", false, 1n],
  ]);
  // The refund was at midnight, which is still 1 April where days begin at 00:15.
  const days = await ask({ dayStart: "00:15", fill: false });
  expect(days).toEqual([
    ["2024-03-30", false, 0n],
    ["2024-04-01", false, -1n],
    ["2024-04-02", false, 2n],
  ]);
  expect((await ask({ dayStart: "00:15" })).filter(([, partial]) => partial)).toEqual([
    ["2024-03-29", true, 0n],
  ]);
  const { points } = await revenue.call("getRevenue", { groupBy: Granularity.YEAR, fresh: true });
  expect(points.map(({ partial }) => partial)).toEqual([false]);
});

test("splits buckets by channel, category or product, and the segments sum to the bucket", async () => {
  const ask = async (more: object) => {
    const { points } = await revenue.call("getRevenue", {
      groupBy: Granularity.MONTH,
      startDate: "2024-03-01",
      endDate: "2024-04-30",
      fresh: true,
      ...more,
    });
    return points.map(({ segments }) =>
      segments.map(({ key, name, revenue, units, rest }) => [key, name, revenue, units, rest]),
    );
  };
  expect(await ask({ segmentBy: Segmentation.CHANNEL })).toEqual([
    [
      ["shop", "shop", "0.00", 0n, false],
      ["web", "web", "0.00", 0n, false],
    ],
    [
      ["shop", "shop", "0.0395", 2n, false],
      ["web", "web", "-9.99", -1n, false],
    ],
  ]);
  expect(await ask({ segmentBy: Segmentation.PRODUCT, segmentLimit: 1 })).toEqual([
    [
      ["2", "Product 2", "0.00", 0n, false],
      ["", "(rest)", "0.00", 0n, true],
    ],
    [
      ["2", "Product 2", "0.0395", 2n, false],
      ["", "(rest)", "-9.99", -1n, true],
    ],
  ]);
  const [, april] = await ask({ segmentBy: Segmentation.CATEGORY });
  expect(april?.map(([key, name]) => [key, name])).toEqual([
    ["2", "Category 2"],
    ["1", "Category 1"],
  ]);
  expect(await ask({ segmentBy: Segmentation.PRODUCT, productId: [3n] })).toEqual([[], []]);
  expect(await revenue.refusal("getRevenue", { segmentLimit: 3 })).toBe(
    "[invalid_argument] segment_limit: needs segment_by",
  );
});

test("filters by product, category and channel", async () => {
  const ask = async (filter: object) => {
    const { points } = await revenue.call("getRevenue", {
      ...filter,
      groupBy: Granularity.YEAR,
      fresh: true,
    });
    return points.map((point) => point.revenue);
  };
  expect(await ask({ productId: [1n] })).toEqual(["-9.99"]);
  expect(await ask({ productId: [1n, 2n], channel: ["shop"] })).toEqual(["0.0395"]);
  expect(await ask({ categoryId: [2n] })).toEqual(["0.0395"]);
  expect(await ask({ productId: [3n] })).toEqual([]);
});

test("answers the same from the ledger while ClickHouse is away, and says so", async () => {
  // By product, for neither days nor quarters of an hour in memory tell that.
  const productId = [1n, 2n, 3n];
  const request = { groupBy: Granularity.HOUR, timeZone: "America/St_Johns", productId };
  await expect
    .poll(async () => (await revenue.call("getRevenue", request)).source, { timeout: 20_000 })
    .toBe(Source.CLICKHOUSE);
  const mirrored = await revenue.call("getRevenue", request);
  revenue.proxy.treat = () => "drop";
  try {
    // Asked in other words, for what was asked before is answered from memory.
    const startDate = mirrored.points[0]?.period;
    const direct = await revenue.call("getRevenue", { ...request, startDate });
    expect(direct.source).toBe(Source.POSTGRESQL);
    expect(direct.points).toEqual(mirrored.points);
    expect((await revenue.call("getRevenue", { ...request, fresh: true })).source).toBe(
      Source.POSTGRESQL,
    );
    const patient = { ...testContext(), deadlineMs: Number.MAX_SAFE_INTEGER };
    const waited = await revenue.call("getRevenue", { ...request, startDate }, patient);
    expect(waited.points).toEqual(mirrored.points);
  } finally {
    revenue.proxy.treat = () => "pass";
  }
  await expect
    .poll(async () => (await revenue.call("getRevenue", request)).source, { timeout: 20_000 })
    .toBe(Source.CLICKHOUSE);
});

test("a fresh answer includes what an open transaction keeps from the mirror", async () => {
  const open = await revenue.stores.pool.connect();
  try {
    await open.query("begin; select pg_current_xact_id()");
    await recordEntries(revenue.stores.pool, [{ ...sale, channel: "kiosk", amount: "5" }]);
    const answer = await revenue.call("getRevenue", {
      channel: ["kiosk"],
      groupBy: Granularity.YEAR,
      fresh: true,
    });
    expect(answer.points).toMatchObject([{ revenue: "5.00" }]);
    expect(answer.source).toBe(Source.POSTGRESQL);
  } finally {
    await open.query("rollback");
    open.release();
  }
});

test("refuses what contradicts itself or would not end", async () => {
  expect(
    await revenue.refusal("getRevenue", { groupBy: Granularity.DAY, period: Period.DAILY }),
  ).toBe("[invalid_argument] period: must not be given together with group_by");
  expect(
    await revenue.refusal("getRevenue", {
      groupBy: Granularity.HOUR,
      startDate: "2020-01-01",
      endDate: "2021-12-31",
    }),
  ).toContain("[invalid_argument] group_by: the range has more than 10000 buckets");
  expect(await revenue.refusal("getRevenue", { timeZone: "Mars/Olympus" })).toContain("time_zone");
  expect(
    await revenue.refusal("getRevenue", { startDate: "2024-02-02", endDate: "2024-02-01" }),
  ).toContain("end_date: must not be before start_date");
});
