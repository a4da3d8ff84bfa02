import { describe, expect, test } from "vitest";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { get, type Json, send } from "./testing/rest.ts";
import { until } from "./testing/until.ts";

// The calls of the two programs that Backroom takes the place of, as their users have them.

describe("the first predecessor's calls", () => {
  test("categories and products", async () => {
    const name = uniqueName("Electronics");
    const category = await send("POST", "/categories", { name });
    expect(category).toMatchObject({ id: expect.any(Number), name });
    const body = { name: "Lamp", description: "Bright", price: 19.99, category_id: category.id };
    const product = await send("POST", "/products", body);
    expect(product).toMatchObject({ id: expect.any(Number), ...body });
    expect((await get("/categories")).items.length).toBeGreaterThan(0);
    expect((await get("/products?skip=0&limit=5")).items.length).toBeGreaterThan(0);
    expect(await get(`/products/${product.id}`)).toEqual(product);
  });

  test("inventory by item", async () => {
    const product = await makeProduct();
    const body = { product_id: product.id, channel: "amazon", quantity: 3, reorder_level: 5 };
    const item = await send("POST", "/inventory", body);
    expect(item).toMatchObject({ id: expect.any(String), ...body });
    const list = await get(`/inventory?product_id=${product.id}&channel=amazon`);
    expect(list.items).toEqual([item]);
    expect(await get(`/inventory/${item.id}`)).toEqual(item);
    const change = { quantity: 4, comment: "found one" };
    expect(await send("PUT", `/inventory/${item.id}`, change)).toMatchObject({ quantity: 4 });
    const low = await get("/inventory/stock/low-stock?limit=1000");
    expect(low.items.map((each: Json) => each.id)).toContain(item.id);
  });

  test.each(["day", "week", "month", "year"])("revenue by %s", async (group) => {
    const product = await makeProduct();
    const { category_id } = product;
    const sale = { product_id: product.id, channel: "web", quantity: 2, sale_date: "2018-05-14" };
    await send("POST", "/sales", sale);
    const filters = `product_id=${product.id}&category_id=${category_id}&channel=web`;
    const range = "start_date=2018-05-14&end_date=2018-05-14";
    const path = `/sales/revenue?group_by=${group}&${range}&${filters}`;
    const period = { day: "2018-05-14", week: "2018-05-14", month: "2018-05-01" }[group];
    await until(async () =>
      expect(await get(path)).toMatchObject([{ period: period ?? "2018-01-01", revenue: 20 }]),
    );
    const list = `/sales?skip=0&limit=100&${range}&product_id=${product.id}`;
    const byCategory = await get(`${list}&category_id=${category_id}&channel=web`);
    expect(byCategory.items).toMatchObject([{ total_amount: 20, price: 10 }]);
  });

  test("comparing two ranges", async () => {
    const { id } = await makeProduct();
    await send("POST", "/sales", { product_id: id, quantity: 1, sale_date: "2018-06-01" });
    const ranges = "start1=2018-06-01&end1=2018-06-02&start2=2018-06-03&end2=2018-06-03";
    await until(async () =>
      expect(await get(`/sales/compare?${ranges}&product_id=${id}`)).toMatchObject({
        range1: [
          { period: "2018-06-01", revenue: 10 },
          { period: "2018-06-02", revenue: 0 },
        ],
        range2: [{ period: "2018-06-03", revenue: 0 }],
      }),
    );
  });
});

describe("the second predecessor's calls, with a slash at the end", () => {
  test("products by category name", async () => {
    const body = { name: "Kettle", category: uniqueName("kitchen"), price: 35.5 };
    const product = await send("POST", "/products/", body);
    expect(product).toMatchObject(body);
    expect(await get(`/products/${product.id}/`)).toEqual(product);
  });

  test("stock by product", async () => {
    const { id, name } = await makeProduct();
    const stock = { product_id: id, product_name: name, stock: 7 };
    expect(await send("PUT", `/inventory/${id}`, { stock: 7 })).toMatchObject(stock);
    expect(await get(`/inventory/${id}`)).toMatchObject(stock);
    const history = await get(`/inventory/${id}/history?skip=0&limit=100`);
    expect(history.items).toMatchObject([{ product_id: id, quantity: 7 }]);
    const low = await get("/inventory/low-stock/?threshold=10&limit=1000");
    expect(low.items).toContainEqual(expect.objectContaining(stock));
  });

  test("sales and revenue", async () => {
    const { id, category } = await makeProduct();
    const body = {
      product_id: id,
      quantity: 5,
      total_amount: 49.95,
      sale_date: "2025-05-18T12:00:00",
    };
    const sale = await send("POST", "/sales/", body);
    expect(sale).toMatchObject({
      ...body,
      sale_date: expect.stringMatching(/^2025-05-18T12:00:00/),
    });
    expect(await get(`/sales/${sale.id}`)).toMatchObject({ id: sale.id, total_amount: 49.95 });
    const range = "start_date=2025-01-01T00:00:00&end_date=2025-05-18T23:59:59";
    const named = `product_id=${id}&category=${encodeURIComponent(category)}`;
    const list = await get(`/sales/?skip=0&limit=100&${range}&${named}`);
    expect(list.items).toMatchObject([{ id: sale.id }]);
    for (const [period, count] of Object.entries({
      daily: 138,
      weekly: 20,
      monthly: 5,
      annual: 1,
    })) {
      const path = `/sales/revenue/?period=${period}&${range}&${named}`;
      const points = await until(async () => {
        const answer = await get(path);
        expect(answer.at(-1)).toMatchObject({ revenue: 49.95 });
        return answer;
      });
      expect(points, period).toHaveLength(count);
    }
  });
});
