import { expect, test } from "vitest";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

test("a batch answers each sale in order, and records the good ones", async () => {
  const { id, sku } = await makeProduct({ price: "2.5" });
  const { results } = await send("POST", "/sales/batch", {
    sales: [
      { product_id: id, quantity: 1, sale_date: "2014-01-01" },
      { product_id: id, quantity: 0 },
      { sku, quantity: 2, total_amount: "4.99" },
      { product_id: 8_000_000_000, quantity: 1 },
      { product_id: id, quantity: 1, sale_date: "never" },
    ],
  });
  expect(results).toMatchObject([
    { sale: { quantity: 1, total_amount: 2.5 } },
    { error: { code: "invalid_argument", message: expect.stringContaining("quantity") } },
    { sale: { quantity: 2, total_amount: 4.99 } },
    { error: { code: "not_found", message: expect.stringContaining("product_id") } },
    { error: { code: "invalid_argument", message: expect.stringContaining("sale_date") } },
  ]);
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 2 });
});

test("all or nothing records nothing when one is bad, and says which", async () => {
  const { id } = await makeProduct();
  const good = { product_id: id, quantity: 1 };
  const bad = { product_id: id, quantity: 1, sale_date: "never" };
  const answer = await rest("POST", "/sales/batch", {
    sales: [good, good, bad],
    all_or_nothing: true,
  });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  expect(answer.body.message).toMatch(/sales\[2\].*sale_date/);
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 0 });
  await send("POST", "/sales/batch", { sales: [good, good], all_or_nothing: true });
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 2 });
});

test("a batch of a thousand repeated counts once", async () => {
  const { id } = await makeProduct();
  const sales = Array.from({ length: 1000 }, (_, index) => ({
    product_id: id,
    quantity: 1 + (index % 5),
    sale_date: "2014-02-01T08:00:00Z",
    idempotency_key: `batch-${id}-${index}`,
  }));
  const first = await send("POST", "/sales/batch", { sales });
  const ids = first.results.map((result: Json) => result.sale.id);
  expect(new Set(ids).size).toBe(1000);
  const again = await send("POST", "/sales/batch", { sales: sales.toReversed() });
  expect(again.results.map((result: Json) => result.sale.id)).toEqual(ids.toReversed());
  expect(await get(`/sales?product_id=${id}&limit=1`)).toMatchObject({ total: 1000 });
});

test("a batch with one key in the header counts once, and tells which sale differs", async () => {
  const { id } = await makeProduct();
  const sale = { product_id: id, quantity: 1, sale_date: "2014-03-01" };
  const body = { sales: [sale, { ...sale, quantity: 2 }, { ...sale, quantity: 0 }] };
  const headers = { "idempotency-key": `whole-batch-${id}` };
  const post = (json: unknown) => rest("POST", "/sales/batch", json, { headers });
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(body)));
  for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
  expect(answers[0]?.body.results[2].error.violations).toEqual([
    {
      field: "sales[2].quantity",
      message: expect.stringMatching(/./),
      rule_id: expect.stringMatching(/./),
    },
  ]);
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 2 });
  const other = await post({ sales: [sale, sale] });
  expect(other).toMatchObject({ status: 409, body: { code: "already_exists" } });
  const mended = await post({ sales: body.sales.with(2, sale) });
  expect(mended.body.results.map((result: Json) => result.sale.quantity)).toEqual([1, 2, 1]);
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 3 });
});

test("all or nothing answers what rules the first bad sale breaks", async () => {
  const { id } = await makeProduct();
  const sales = [
    { product_id: id, quantity: 1 },
    { product_id: id, quantity: -1, channel: " " },
  ];
  const answer = await rest("POST", "/sales/batch", { sales, all_or_nothing: true });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  expect(answer.body.message).toMatch(/^sales\[1\]\.quantity: .*; sales\[1\]\.channel: /);
  const [detail] = answer.body.details;
  expect(detail).toMatchObject({ type: "buf.validate.Violations" });
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 0 });
});

test("a batch holds 1 to 1000 sales", async () => {
  const { id } = await makeProduct();
  for (const length of [0, 1001]) {
    const sales = Array.from({ length }, () => ({ product_id: id, quantity: 1 }));
    const answer = await rest("POST", "/sales/batch", { sales });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
    expect(answer.body.message).toMatch(/^sales: /);
  }
  expect(await get(`/sales?product_id=${id}`)).toMatchObject({ total: 0 });
});
