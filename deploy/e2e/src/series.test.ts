import { beforeAll, expect, test } from "vitest";
import { addAmounts, amount } from "./testing/amount.ts";
import { connectJson } from "./testing/connect.ts";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { type Json, rest, send } from "./testing/rest.ts";

/** A bar that is open past midnight: two products of one category. */
let beer: Json;
let wine: Json;

beforeAll(async () => {
  beer = await makeProduct({ name: uniqueName("Beer"), price: "4.00" });
  wine = await makeProduct({ name: uniqueName("Wine"), price: "6.50", category: beer.category });
  const sale = (product: Json, sale_date: string, channel = "bar") => ({
    product_id: product.id,
    sale_date,
    quantity: 1,
    channel,
  });
  await send("POST", "/sales/batch", {
    all_or_nothing: true,
    sales: [
      sale(beer, "2010-02-27T21:00:00Z"),
      sale(beer, "2010-02-28T01:59:59.999Z"),
      sale(wine, "2010-02-28T02:00:00Z", "garden"),
      sale(wine, "2009-02-28T12:00:00Z"),
    ],
  });
});

/** Asks for the revenue of both products in a way that a test chooses. */
async function ask(path: string, query: string): Promise<Json> {
  const ids = `product_id=${beer.id}&product_id=${wine.id}`;
  const { status, exact, text } = await rest("GET", `${path}?fresh=true&${ids}&${query}`);
  expect(status, text).toBe(200);
  return exact;
}

test("days begin when the bar closes, and weeks on Sunday", async () => {
  const range = "start_date=2010-02-27&end_date=2010-02-28&time_zone=Europe/Berlin";
  const days = await ask("/sales/revenue", `${range}&day_start=03:00`);
  expect(days.map((each: Json) => [each.period, amount(each.revenue), each.partial])).toEqual([
    ["2010-02-27", "8", false],
    ["2010-02-28", "6.5", false],
  ]);
  const weeks = await ask(
    "/sales/revenue",
    `${range}&day_start=03:00&group_by=week&week_start=sunday`,
  );
  expect(weeks.map((each: Json) => [each.period, amount(each.revenue), each.partial])).toEqual([
    ["2010-02-21", "8", true],
    ["2010-02-28", "6.5", true],
  ]);
});

test.each(["channel", "category", "product"])("buckets are split by %s", async (by) => {
  const range = "group_by=month&start_date=2010-01-01&end_date=2010-02-28";
  const points = await ask("/sales/revenue", `${range}&segment_by=${by}&segment_limit=1`);
  for (const { revenue, segments } of points) {
    const taken = segments.map((each: Json) => each.revenue);
    expect(addAmounts(taken)).toBe(amount(revenue));
  }
  const expected = {
    channel: [
      ["bar", "8"],
      ["(rest)", "6.5"],
    ],
    category: [[beer.category, "14.5"]],
    product: [
      [beer.name, "8"],
      ["(rest)", "6.5"],
    ],
  }[by];
  const [, february] = points;
  expect(february.segments.map((each: Json) => [each.name, amount(each.revenue)])).toEqual(
    expected,
  );
});

test("February is compared with the month before and with the year before", async () => {
  const range = "start_date=2010-02-01&end_date=2010-02-28&group_by=month";
  const month = await ask("/sales/compare", range);
  expect(month.buckets).toHaveLength(1);
  expect(month.buckets[0]).toMatchObject({ period1: "2010-01-01", period2: "2010-02-01" });
  expect(month.bounds1).toEqual({ start: "2010-01-01T00:00:00Z", end: "2010-02-01T00:00:00Z" });
  expect(month.change_percent).toBeNull();
  const year = await ask("/sales/compare", `${range}&against=previous_year`);
  expect([year.change, year.buckets[0].change].map(amount)).toEqual(["8", "8"]);
  expect(amount(year.change_percent)).toBe("123.08");
});

test("Connect says the same", async () => {
  const range = { startDate: "2010-02-27", endDate: "2010-02-28", productId: [`${beer.id}`] };
  const answer = await connectJson("revenue", "GetRevenue", {
    ...range,
    fresh: true,
    dayStart: "03:00",
    segmentBy: "SEGMENTATION_PRODUCT",
  });
  expect(answer.body.points[0]).toMatchObject({
    revenue: "8.00",
    segments: [{ key: `${beer.id}`, name: beer.name, revenue: "8.00" }],
  });
});
