import { beforeAll, describe, expect, test } from "vitest";
import { addAmounts, amount } from "./testing/amount.ts";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

/** A shop of two products in two categories whose figures are known by heart. */
let tea: Json;
let mug: Json;

beforeAll(async () => {
  tea = await makeProduct({ name: uniqueName("Tea"), price: "4.35" });
  mug = await makeProduct({ name: uniqueName("Mug"), price: "10.00" });
  const sale = (product: Json, sale_date: string, quantity: number, more = {}) => ({
    product_id: product.id,
    sale_date,
    quantity,
    channel: "web",
    ...more,
  });
  const { results } = await send("POST", "/sales/batch", {
    all_or_nothing: true,
    sales: [
      sale(tea, "2011-12-31T23:30:00Z", 1),
      sale(tea, "2012-01-01T00:00:00Z", 2),
      sale(tea, "2012-01-02T12:00:00Z", 3, { total_amount: "12.9999" }),
      sale(mug, "2012-02-29T12:00:00Z", 1, { channel: "amazon" }),
      sale(mug, "2012-03-25T01:30:00Z", 2, { channel: "amazon" }),
      sale(mug, "2012-12-30T12:00:00Z", 5),
    ],
  });
  const [, , thirdTea, , , lastMug] = results;
  const refund = { quantity: 1, sale_date: "2012-02-10" };
  await send("POST", `/sales/${thirdTea.sale.id}/refunds`, refund);
  await send("POST", `/sales/${lastMug.sale.id}/void`, {});
});

/** Asks for the revenue of both products, answering each bucket as `[period, revenue]`. */
async function revenue(query: string): Promise<[string, string][]> {
  const ids = `product_id=${tea.id}&product_id=${mug.id}`;
  const path = `/sales/revenue?fresh=true&${ids}&${query}`;
  const { status, exact, text } = await rest("GET", path);
  expect(status, text).toBe(200);
  return exact.map((point: Json) => [point.period, amount(point.revenue)]);
}

/** Leaves out the buckets that come to nothing. */
function sold(points: [string, string][]): [string, string][] {
  return points.filter(([, sum]) => sum !== "0");
}

describe("revenue by", () => {
  test("day, one point per day even when nothing was sold", async () => {
    const days = await revenue("group_by=day&start_date=2011-12-30&end_date=2012-01-03");
    expect(days).toEqual([
      ["2011-12-30", "0"],
      ["2011-12-31", "4.35"],
      ["2012-01-01", "8.7"],
      ["2012-01-02", "12.9999"],
      ["2012-01-03", "0"],
    ]);
  });

  test("week, from Monday", async () => {
    expect(await revenue("group_by=week&start_date=2011-12-26&end_date=2012-01-08")).toEqual([
      ["2011-12-26", "13.05"],
      ["2012-01-02", "12.9999"],
    ]);
  });

  test("month, quarter and year, with refunds on their own date", async () => {
    const range = "start_date=2011-12-01&end_date=2012-12-31";
    expect(sold(await revenue(`group_by=month&${range}&fill=false`))).toEqual([
      ["2011-12-01", "4.35"],
      ["2012-01-01", "21.6999"],
      ["2012-02-01", "5.6667"],
      ["2012-03-01", "20"],
    ]);
    expect(await revenue(`group_by=month&${range}`)).toHaveLength(13);
    expect(sold(await revenue(`group_by=quarter&${range}`))).toEqual([
      ["2011-10-01", "4.35"],
      ["2012-01-01", "47.3666"],
    ]);
    expect(await revenue(`group_by=year&${range}`)).toEqual([
      ["2011-01-01", "4.35"],
      ["2012-01-01", "47.3666"],
    ]);
  });

  test("hour, labelled with the offset of that hour", async () => {
    const zone = "time_zone=Europe/Berlin";
    const day = "start_date=2012-03-25&end_date=2012-03-25";
    const hours = await revenue(`group_by=hour&${day}&${zone}`);
    expect(hours).toHaveLength(23);
    expect(sold(hours)).toEqual([["2012-03-25T03:00:00+02:00", "20"]]);
  });

  test("day in the zone that is asked for", async () => {
    const range = "start_date=2011-12-31&end_date=2012-01-01&time_zone=Europe/Berlin";
    expect(await revenue(`group_by=day&${range}`)).toEqual([
      ["2011-12-31", "0"],
      ["2012-01-01", "13.05"],
    ]);
  });
});

test.each([
  ["daily", "day"],
  ["weekly", "week"],
  ["monthly", "month"],
  ["annual", "year"],
])("period=%s is group_by=%s", async (period, group) => {
  const range = "start_date=2011-12-01&end_date=2012-03-31";
  expect(await revenue(`period=${period}&${range}`)).toEqual(
    await revenue(`group_by=${group}&${range}`),
  );
});

test("a point tells gross, refunds, units and number of sales", async () => {
  const path = `/sales/revenue?group_by=year&product_id=${tea.id}&fresh=true`;
  const { exact, headers } = await rest("GET", `${path}&start_date=2012-01-01&end_date=2012-12-31`);
  expect(exact).toHaveLength(1);
  expect({ ...exact[0], gross: amount(exact[0].gross), refunds: amount(exact[0].refunds) }).toEqual(
    expect.objectContaining({ gross: "21.6999", refunds: "-4.3333", units: "4", sales: "2" }),
  );
  expect(Date.parse(headers.get("x-backroom-as-of") ?? "")).toBeGreaterThan(0);
  expect(headers.get("x-backroom-source")).toMatch(/clickhouse/i);
});

test("revenue is filtered by category, by id or name, and by channel", async () => {
  const range = "group_by=year&start_date=2012-01-01&end_date=2012-12-31";
  const sum = async (filter: string) => {
    const path = `/sales/revenue/?${range}&fresh=true&${filter}`;
    return amount((await rest("GET", path)).exact[0].revenue);
  };
  expect(await sum(`category_id=${mug.category_id}`)).toBe("30");
  expect(await sum(`category=${encodeURIComponent(mug.category.toUpperCase())}`)).toBe("30");
  expect(await sum(`category_id=${mug.category_id}&category_id=${tea.category_id}`)).toBe(
    "47.3666",
  );
  expect(await sum(`product_id=${mug.id}&channel=amazon`)).toBe("30");
  expect(await sum(`product_id=${mug.id}&channel=web`)).toBe("0");
});

test("revenue follows a product into its present category", async () => {
  const product = await makeProduct({ price: 5 });
  await send("POST", "/sales", { product_id: product.id, quantity: 2, sale_date: "2012-06-01" });
  const category = uniqueName("Moved");
  const moved = await send("PATCH", `/products/${product.id}`, { category });
  const path = `/sales/revenue?group_by=year&start_date=2012-06-01&end_date=2012-06-01&fresh=true`;
  await expect
    .poll(async () => (await rest("GET", `${path}&category_id=${moved.category_id}`)).body)
    .toMatchObject([{ revenue: 10 }]);
  const old = await rest("GET", `${path}&category_id=${product.category_id}`);
  expect(old.body).toMatchObject([{ revenue: 0 }]);
});

test("two ranges are compared bucket by bucket and in all", async () => {
  const ranges = "start1=2012-01-01&end1=2012-01-31&start2=2012-02-01&end2=2012-03-31";
  const ids = `product_id=${tea.id}&product_id=${mug.id}`;
  const { exact } = await rest("GET", `/sales/compare?${ranges}&${ids}&group_by=month&fresh=true`);
  const revenues = (points: Json[]) => points.map((each) => [each.period, amount(each.revenue)]);
  expect(revenues(exact.range1)).toEqual([["2012-01-01", "21.6999"]]);
  expect(revenues(exact.range2)).toEqual([
    ["2012-02-01", "5.6667"],
    ["2012-03-01", "20"],
  ]);
  expect(amount(exact.totals.range2.revenue)).toBe("25.6667");
  expect(amount(exact.change)).toBe("3.9668");
  expect(amount(exact.change_percent)).toBe("18.28");
});

test.each(["product", "category", "channel"])(
  "a breakdown by %s has the top rows, the rest, and their sum",
  async (by) => {
    const ids = `product_id=${tea.id}&product_id=${mug.id}`;
    const range = "start_date=2011-01-01&end_date=2012-12-31&fresh=true";
    const { exact } = await rest("GET", `/sales/breakdown?by=${by}&${ids}&${range}&limit=1`);
    expect(exact.items).toHaveLength(2);
    const [top, others] = exact.items;
    expect(top.rest).toBe(false);
    expect(others).toMatchObject({ rest: true, key: "", name: "(rest)" });
    expect(addAmounts([top.revenue, others.revenue])).toBe(amount(exact.total.revenue));
    expect(amount(exact.total.revenue)).toBe("51.7166");
    const expected = { product: mug.name, category: mug.category, channel: "amazon" }[by];
    expect(top).toMatchObject({ name: expected });
    expect(amount(top.revenue)).toBe("30");
    expect(amount(top.share)).toBe("58.01");
  },
);

test("a range without sales is zeros, or empty when it is not to be filled", async () => {
  const product = await makeProduct();
  const path = `/sales/revenue?group_by=month&product_id=${product.id}`;
  const range = "start_date=2012-01-01&end_date=2012-03-31";
  const points = await get(`${path}&${range}`);
  expect(points.map((point: Json) => point.revenue)).toEqual([0, 0, 0]);
  expect(await get(`${path}&${range}&fill=false`)).toEqual([]);
});

test("without a range, revenue is of all time", async () => {
  const { exact } = await rest(
    "GET",
    `/sales/revenue?group_by=year&product_id=${tea.id}&fresh=true`,
  );
  expect(addAmounts(exact.map((point: Json) => point.revenue))).toBe("21.7166");
});
