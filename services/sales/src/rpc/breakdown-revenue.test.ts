import { Dimension } from "@backroom/proto/revenue/v1/revenue_pb";
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
