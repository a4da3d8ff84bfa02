import { Against, Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Entry, recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";

let revenue: Awaited<ReturnType<typeof startRevenue>>;

const sale: Entry = {
  kind: "SALE",
  productId: 1,
  channel: "web",
  quantity: 1,
  amount: "10",
  date: "2024-02-10T23:30:00Z",
};

beforeAll(async () => {
  revenue = await startRevenue();
  await recordCatalogue(revenue.stores.pool, { categories: 2, products: 4 });
  await recordEntries(revenue.stores.pool, [
    { ...sale, date: "2024-01-31T12:00:00Z" },
    { ...sale, amount: "20", date: "2024-01-01T00:00:00Z" },
    sale,
    { ...sale, amount: "5.005", quantity: 3, channel: "shop", date: "2024-02-11T01:00:00Z" },
    { ...sale, amount: "10.0001", productId: 2, date: "2024-02-29T23:59:59.999Z" },
    { ...sale, kind: "REFUND", quantity: -1, amount: "-2.5", date: "2024-02-20T00:00:00Z" },
  ]);
});
afterAll(() => revenue?.close());

const february = { startDate: "2024-02-01", endDate: "2024-02-29", fresh: true };

test("answers the figures of a month, of the month before, and how they changed", async () => {
  const summary = await revenue.call("getSummary", february);
  expect(summary).toMatchObject({
    current: {
      revenue: "22.5051",
      gross: "25.0051",
      refunds: "-2.50",
      units: 4n,
      sales: 3n,
      averageSale: "8.34",
      bestDay: { period: "2024-02-29", revenue: "10.0001" },
    },
    previous: {
      revenue: "30.00",
      refunds: "0.00",
      units: 2n,
      sales: 2n,
      averageSale: "15.00",
      bestDay: { period: "2024-01-01", revenue: "20.00" },
    },
    changes: {
      revenue: { absolute: "-7.4949", percent: "-24.98" },
      gross: { absolute: "-4.9949", percent: "-16.65" },
      refunds: { absolute: "-2.50" },
      units: { absolute: "2.00", percent: "100.00" },
      sales: { absolute: "1.00", percent: "50.00" },
      averageSale: { absolute: "-6.66", percent: "-44.40" },
    },
  });
  expect(summary.changes?.refunds?.percent).toBeUndefined();
  const { range, previousRange } = summary;
  const bounds = [range?.start, range?.end, previousRange?.start, previousRange?.end];
  expect(bounds.map((at) => at && timestampDate(at).toISOString())).toEqual([
    "2024-02-01T00:00:00.000Z",
    "2024-03-01T00:00:00.000Z",
    "2024-01-01T00:00:00.000Z",
    "2024-02-01T00:00:00.000Z",
  ]);
});

test("counts days as the shop does", async () => {
  const best = async (more: object) =>
    (await revenue.call("getSummary", { ...february, ...more })).current?.bestDay;
  expect(await best({ dayStart: "03:00" })).toMatchObject({
    period: "2024-02-10",
    revenue: "15.005",
  });
  expect(await best({ timeZone: "Asia/Kathmandu" })).toMatchObject({ period: "2024-02-11" });
});

test("compares with the year before, or with nothing, when asked", async () => {
  const year = await revenue.call("getSummary", { ...february, against: Against.PREVIOUS_YEAR });
  expect(year.previous).toMatchObject({ revenue: "0.00", sales: 0n });
  expect(year.previous?.averageSale).toBeUndefined();
  expect(year.previous?.bestDay).toBeUndefined();
  expect(year.changes?.averageSale).toMatchObject({});
  expect(year.changes?.averageSale?.absolute).toBeUndefined();
  const alone = await revenue.call("getSummary", { ...february, against: Against.NONE });
  expect([alone.previous, alone.changes, alone.previousRange]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("is of all that was ever recorded when no range is given", async () => {
  const all = await revenue.call("getSummary", { fresh: true, productId: [1n] });
  expect(all.current).toMatchObject({ revenue: "42.505", sales: 4n });
  expect(all.previous).toBeUndefined();
  expect(all.range?.start && timestampDate(all.range.start).toISOString()).toBe(
    "2024-01-01T00:00:00.000Z",
  );
  const nothing = await revenue.call("getSummary", { fresh: true, productId: [4n] });
  expect(nothing.current).toMatchObject({ revenue: "0.00", sales: 0n, units: 0n });
  expect([nothing.range, nothing.current?.bestDay, nothing.current?.averageSale]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("is compared with nothing when there can be no earlier range, unless that was asked for", async () => {
  const wide = { startDate: "1980-01-01", endDate: "2030-12-31" };
  const { previous } = await revenue.call("getSummary", { ...wide, fresh: true });
  expect(previous).toBeUndefined();
  expect(await revenue.refusal("getSummary", { ...wide, against: Against.PREVIOUS_PERIOD })).toBe(
    "[invalid_argument] against: the earlier range must not begin before 1970-01-02",
  );
  expect(
    await revenue.refusal("getSummary", { endDate: "2030-12-31", against: Against.PREVIOUS_YEAR }),
  ).toBe("[invalid_argument] against: needs start_date and end_date");
});

test("says the same from the ledger while ClickHouse is away", async () => {
  const figuresOf = async (channel: string[], from: Source) => {
    const { current, previous, changes, source } = await revenue.call("getSummary", {
      ...february,
      timeZone: "America/St_Johns",
      channel,
      fresh: false,
    });
    expect(source).toBe(from);
    return { current, previous, changes };
  };
  const mirrored = await vi.waitFor(() => figuresOf([], Source.CLICKHOUSE), 30_000);
  revenue.proxy.treat = () => "drop";
  // Asked in other words, for what was asked before is answered from memory.
  const direct = await figuresOf(["shop", "web"], Source.POSTGRESQL);
  expect(direct).toEqual(mirrored);
});
