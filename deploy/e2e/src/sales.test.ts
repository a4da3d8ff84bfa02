import { expect, test } from "vitest";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

const date = "2015-05-18T12:00:00";

test("a sale has the catalogue's price, channel default and the present time unless it says more", async () => {
  const product = await makeProduct({ price: "12.34" });
  const before = Date.now();
  const sale = await send("POST", "/sales", { product_id: product.id, quantity: 3 });
  expect(sale).toMatchObject({
    kind: "SALE",
    product_id: product.id,
    product_name: product.name,
    sku: product.sku,
    category_id: product.category_id,
    category: product.category,
    channel: "default",
    quantity: 3,
    price: 12.34,
    total_amount: 37.02,
  });
  expect(Date.parse(sale.sale_date)).toBeGreaterThanOrEqual(before - 1000);
  expect(await get(`/sales/${sale.id}`)).toEqual({
    ...sale,
    refunded_quantity: 0,
    refunded_amount: 0,
    voided: false,
    refunds: { items: [], total: 0 },
  });
});

test.each([
  [{ quantity: 5, total_amount: 49.95 }, "9.99", "49.95"],
  [{ quantity: 3, total_amount: "10" }, "3.3333", "10"],
  [{ quantity: 2, price: "7.5", total_amount: "14.99" }, "7.5", "14.99"],
  [{ quantity: 4, price: 0.0001 }, "0.0001", "0.0004"],
  [{ quantity: 1, price: "5", total_amount: 0 }, "5", "0"],
])("of a sale with %j the price is %s and the total %s", async (body, price, total) => {
  const { id } = await makeProduct();
  const made = await rest("POST", "/sales/", { product_id: id, sale_date: date, ...body });
  expect(made.status).toBe(200);
  expect(Number(made.exact.price)).toBe(Number(price));
  expect(Number(made.exact.total_amount)).toBe(Number(total));
});

test.each([
  [{ price: "5", quantity: 2, total_amount: "10.0001" }, "total_amount"],
  [{ quantity: 0 }, "quantity"],
  [{ quantity: -1 }, "quantity"],
  [{ quantity: 1, price: "-1" }, "price"],
  [{ quantity: 1, sale_date: "2025-02-30" }, "sale_date"],
  [{ quantity: 1, time_zone: "Mars/Olympus" }, "time_zone"],
])("a sale with %j is refused, naming %s, and not recorded", async (body, field) => {
  const { id } = await makeProduct();
  const answer = await rest("POST", "/sales", { product_id: id, ...body });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  expect(answer.body.message).toContain(`${field}: `);
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 0 });
});

test("a sale of an unknown product or SKU is not found", async () => {
  for (const body of [{ product_id: 8_000_000_000 }, { sku: uniqueName("none") }]) {
    const answer = await rest("POST", "/sales", { ...body, quantity: 1 });
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
});

test("a retry with the same idempotency key counts once, with another body never", async () => {
  const { id } = await makeProduct();
  const body = { product_id: id, quantity: 2, idempotency_key: `retry-${id}` };
  const [first, ...others] = await Promise.all(
    Array.from({ length: 8 }, () => send("POST", "/sales", body)),
  );
  for (const other of others) expect(other.id).toBe(first.id);
  const headers = { "idempotency-key": `retry-${id}` };
  const byHeader = await rest("POST", "/sales", { product_id: id, quantity: 2 }, { headers });
  expect(byHeader.body.id).toBe(first.id);
  const changed = await rest("POST", "/sales", { ...body, quantity: 3 });
  expect(changed).toMatchObject({ status: 409, body: { code: "already_exists" } });
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 1 });
});

test("of many buyers of the last piece exactly one gets it", async () => {
  const { id } = await makeProduct();
  await send("PUT", `/inventory/${id}`, { stock: 1 });
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      rest("POST", "/sales", { product_id: id, quantity: 1, require_stock: true }),
    ),
  );
  const statuses = answers.map((answer) => answer.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  const refused = answers.filter((answer) => answer.status !== 200);
  for (const { body } of refused) expect(body.code).toBe("failed_precondition");
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 1 });
});

test("history does not move the stock", async () => {
  const { id } = await makeProduct();
  await send("PUT", `/inventory/${id}`, { stock: 9 });
  const history = { product_id: id, quantity: 2, sale_date: date, historical: true };
  await send("POST", "/sales", history);
  // Stock follows the ledger in order, so once this later sale has arrived, nothing is pending.
  await send("POST", "/sales", { product_id: id, quantity: 1 });
  await expect.poll(async () => (await get(`/inventory/${id}`)).stock, { interval: 20 }).toBe(8);
  const { items } = await get(`/inventory/${id}/history`);
  expect(items.filter((entry: Json) => entry.reason === "SALE")).toHaveLength(1);
});

test("sales are listed newest first, by product, category, channel, order and date", async () => {
  const product = await makeProduct();
  const path = `/sales/?product_id=${product.id}`;
  const order_ref = `O-${product.id}`;
  for (const [day, channel] of [
    ["2015-01-31", "web"],
    ["2015-02-01", "amazon"],
    ["2015-02-28T23:59:59.999", "web"],
    ["2015-03-01", "web"],
  ]) {
    const body = { product_id: product.id, quantity: 1, sale_date: day, channel, order_ref };
    await send("POST", "/sales", body);
  }
  const dates = async (more: string) =>
    (await get(`${path}${more}`)).items.map((sale: Json) => sale.sale_date.slice(0, 10));
  expect(await dates("&skip=0&limit=100")).toEqual([
    "2015-03-01",
    "2015-02-28",
    "2015-02-01",
    "2015-01-31",
  ]);
  const february = ["2015-02-28", "2015-02-01"];
  expect(await dates("&start_date=2015-02-01&end_date=2015-02-28")).toEqual(february);
  const exact = "&start_date=2015-02-01T00:00:00&end_date=2015-02-28T23:59:59";
  expect(await dates(exact)).toEqual(["2015-02-01"]);
  expect(await dates("&channel=amazon")).toEqual(["2015-02-01"]);
  expect(await dates(`&order_ref=${order_ref}&kind=SALE&limit=2`)).toHaveLength(2);
  expect(await dates(`&category_id=${product.category_id}`)).toHaveLength(4);
  expect(await dates(`&category=${encodeURIComponent(product.category)}`)).toHaveLength(4);
  const berlin = "&time_zone=Europe/Berlin&start_date=2015-03-01&end_date=2015-03-01";
  expect(await dates(berlin)).toEqual(["2015-03-01", "2015-02-28"]);
});

test("pages by token see every sale once, equal dates too", async () => {
  const { id } = await makeProduct();
  const sales = Array.from({ length: 23 }, () => ({
    product_id: id,
    quantity: 1,
    sale_date: date,
  }));
  await send("POST", "/sales/batch", { sales });
  const seen: number[] = [];
  for (let token = ""; ; ) {
    const page = await get(`/sales?product_id=${id}&limit=5&page_token=${token}`);
    seen.push(...page.items.map((sale: Json) => sale.id));
    token = page.next_page_token;
    if (!token) break;
  }
  expect(new Set(seen).size).toBe(23);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
});
