import { Against, Dimension, Weekday } from "@backroom/proto/revenue/v1/revenue_pb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Entry, recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";

let revenue: Awaited<ReturnType<typeof startRevenue>>;

const sale: Entry = {
  kind: "SALE",
  productId: 1,
  channel: "web",
  quantity: 1,
  amount: "10",
  date: "2024-01-10T10:07:00Z",
};

beforeAll(async () => {
  revenue = await startRevenue();
  await recordCatalogue(revenue.stores.pool, { categories: 2, products: 4 });
  await recordEntries(revenue.stores.pool, [
    sale,
    { ...sale, productId: 2, amount: "20", channel: "shop" },
    { ...sale, productId: 3, amount: "20", date: "2024-05-01T00:00:00Z" },
    { ...sale, productId: 4, amount: "3.3333" },
  ]);
});
afterAll(() => revenue?.close());

test("answers the top rows with their names and the rest, which sum to the total", async () => {
  const { items, total } = await revenue.call("breakdownRevenue", {
    by: Dimension.PRODUCT,
    limit: 2,
    fresh: true,
  });
  expect(items).toMatchObject([
    { key: "2", name: "Product 2", revenue: "20.00", share: "37.50", rest: false },
    { key: "3", name: "Product 3", revenue: "20.00", share: "37.50", rest: false },
    { key: "", name: "(rest)", revenue: "13.3333", share: "25.00", rest: true, sales: 2n },
  ]);
  expect(total).toMatchObject({ revenue: "53.3333", units: 4n, sales: 4n });
});

test("has no rest when all rows are listed", async () => {
  const { items } = await revenue.call("breakdownRevenue", {
    by: Dimension.CHANNEL,
    limit: 2,
    fresh: true,
  });
  expect(items).toMatchObject([
    { key: "web", name: "web", revenue: "33.3333", rest: false },
    { key: "shop", name: "shop", revenue: "20.00", rest: false },
  ]);
});

test("follows the products' present category, at any instants", async () => {
  await revenue.stores.pool.query("update sales.product set category_id = 1 where id = 2");
  const { items, total } = await revenue.call("breakdownRevenue", {
    by: Dimension.CATEGORY,
    startDate: "2024-01-10T10:07:00Z",
    endDate: "2024-04-30",
    fresh: true,
  });
  expect(items).toMatchObject([
    { key: "1", name: "Category 1", revenue: "30.00", share: "90.00" },
    { key: "2", name: "Category 2", revenue: "3.3333", share: "10.00" },
  ]);
  expect(total?.revenue).toBe("33.3333");
});

test("answers nothing for a range without sales", async () => {
  const { items, total } = await revenue.call("breakdownRevenue", {
    by: Dimension.PRODUCT,
    startDate: "2025-01-01",
    fresh: true,
  });
  expect(items).toEqual([]);
  expect(total?.revenue).toBe("0.00");
});

test("lists every weekday from the day that weeks begin on, by the shop's own days", async () => {
  const { items, total } = await revenue.call("breakdownRevenue", {
    by: Dimension.WEEKDAY,
    weekStart: Weekday.SUNDAY,
    fresh: true,
  });
  expect(items.map(({ key, name, revenue }) => [key, name, revenue])).toEqual([
    ["7", "Sunday", "0.00"],
    ["1", "Monday", "0.00"],
    ["2", "Tuesday", "0.00"],
    ["3", "Wednesday", "53.3333"],
    ["4", "Thursday", "0.00"],
    ["5", "Friday", "0.00"],
    ["6", "Saturday", "0.00"],
  ]);
  expect(total).toMatchObject({ revenue: "53.3333", sales: 4n });
  const shifted = await revenue.call("breakdownRevenue", {
    by: Dimension.WEEKDAY,
    dayStart: "03:00",
    fresh: true,
  });
  expect(shifted.items.slice(1, 3)).toMatchObject([
    { name: "Tuesday", revenue: "20.00", share: "37.50" },
    { name: "Wednesday", revenue: "33.3333", share: "62.50" },
  ]);
});

test("lists every hour of the local clock, whenever days begin", async () => {
  const { items } = await revenue.call("breakdownRevenue", {
    by: Dimension.HOUR,
    timeZone: "Asia/Kathmandu",
    dayStart: "03:00",
    fresh: true,
  });
  expect(items).toHaveLength(24);
  const sold = items.filter(({ sales }) => sales !== 0n);
  expect(sold).toMatchObject([
    { key: "5", name: "05:00", revenue: "20.00" },
    { key: "15", name: "15:00", revenue: "33.3333", rest: false },
  ]);
  expect(await revenue.refusal("breakdownRevenue", { by: Dimension.HOUR, limit: 3 })).toContain(
    "[invalid_argument] limit: must not be given with weekdays or hours",
  );
});

test("compares each row, the rest and the total with an earlier range", async () => {
  const request = { startDate: "2024-05-01", endDate: "2024-05-31", limit: 1, fresh: true };
  const against = Against.PREVIOUS_YEAR;
  await recordEntries(revenue.stores.pool, [
    { ...sale, productId: 3, amount: "16", date: "2023-05-31T23:59:59.999Z" },
    { ...sale, productId: 4, amount: "5", date: "2023-05-01T00:00:00Z" },
    { ...sale, productId: 4, amount: "99", date: "2023-06-01T00:00:00Z" },
  ]);
  const { items, previousTotal, previousRange } = await revenue.call("breakdownRevenue", {
    ...request,
    by: Dimension.PRODUCT,
    against,
  });
  expect(items).toMatchObject([
    {
      key: "3",
      revenue: "20.00",
      previousRevenue: "16.00",
      change: "4.00",
      changePercent: "25.00",
    },
    {
      name: "(rest)",
      rest: true,
      revenue: "0.00",
      previousRevenue: "5.00",
      change: "-5.00",
      changePercent: "-100.00",
    },
  ]);
  expect(previousTotal).toMatchObject({ revenue: "21.00", sales: 2n });
  expect(previousRange?.start?.seconds).toBe(BigInt(Date.UTC(2023, 4) / 1000));
  const { limit: _limit, ...all } = request;
  const hours = await revenue.call("breakdownRevenue", { ...all, by: Dimension.HOUR, against });
  expect(hours.items[0]).toMatchObject({ previousRevenue: "5.00", change: "15.00" });
  expect(hours.items[23]).toMatchObject({ previousRevenue: "16.00", changePercent: "-100.00" });
  expect(hours.items[1]?.changePercent).toBeUndefined();
  expect(hours.previousTotal).toMatchObject({ revenue: "21.00" });
});

test("has nothing to compare an open range with", async () => {
  const request = { by: Dimension.CHANNEL, against: Against.PREVIOUS_PERIOD };
  expect(await revenue.refusal("breakdownRevenue", request)).toBe(
    "[invalid_argument] against: needs start_date and end_date",
  );
  const { items, previousTotal } = await revenue.call("breakdownRevenue", {
    by: Dimension.CHANNEL,
    against: Against.NONE,
    fresh: true,
  });
  expect([items[0]?.previousRevenue, previousTotal]).toEqual([undefined, undefined]);
});
