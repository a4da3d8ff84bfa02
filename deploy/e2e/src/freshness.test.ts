import { expect, test } from "vitest";
import { makeProduct } from "./testing/make-product.ts";
import { get, rest, send } from "./testing/rest.ts";
import { until } from "./testing/until.ts";

test("a sale shows up in the revenue by itself, soon", async () => {
  const { id } = await makeProduct({ price: "3.21" });
  const path = `/sales/revenue?group_by=day&product_id=${id}&start_date=2017-05-01&end_date=2017-05-01`;
  const sale = { product_id: id, quantity: 1, sale_date: "2017-05-01T10:00:00Z" };
  for (let count = 1; count <= 5; count += 1) {
    await send("POST", "/sales", sale);
    await until(async () => expect(await get(path)).toMatchObject([{ sales: count }]));
  }
  expect((await rest("GET", path)).exact).toMatchObject([{ revenue: "16.05", units: "5" }]);
});

test("a fresh answer holds all that was recorded before it was asked for", async () => {
  const { id } = await makeProduct({ price: "1" });
  const range = "start_date=2017-06-01&end_date=2017-06-01";
  const path = `/sales/revenue?fresh=true&group_by=day&product_id=${id}&${range}`;
  for (let count = 1; count <= 20; count += 1) {
    await send("POST", "/sales", { product_id: id, quantity: 1, sale_date: "2017-06-01" });
    expect(await get(path)).toMatchObject([{ revenue: count, sales: count }]);
  }
});

test("sales recorded by many at once are all there, each once", async () => {
  const { id } = await makeProduct({ price: "0.01" });
  const sales = Array.from({ length: 50 }, () => ({
    product_id: id,
    quantity: 1,
    sale_date: "2017-07-01T00:00:00Z",
  }));
  await Promise.all([
    ...sales.map((sale) => send("POST", "/sales", sale)),
    ...Array.from({ length: 5 }, () => send("POST", "/sales/batch", { sales })),
  ]);
  const range = "start_date=2017-07-01&end_date=2017-07-01";
  const path = `/sales/revenue?fresh=true&product_id=${id}&${range}`;
  expect(await get(path)).toMatchObject([{ revenue: 3, sales: 300, units: 300 }]);
});
