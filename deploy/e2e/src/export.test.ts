import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { addAmounts, amount } from "./testing/amount.ts";
import { clientOf } from "./testing/connect.ts";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

/** Records sales, a refund and a void of one product whose name needs quoting. */
async function fillLedger(): Promise<Json> {
  const product = await makeProduct({ name: uniqueName('A "quoted", name'), price: "1.25" });
  const sales = Array.from({ length: 1500 }, (_, index) => ({
    product_id: product.id,
    quantity: 1 + (index % 3),
    sale_date: new Date(Date.UTC(2013, 0, 1, index)).toISOString(),
    order_ref: `order, ${index}`,
  }));
  const first = await send("POST", "/sales/batch", { sales: sales.slice(0, 1000) });
  await send("POST", "/sales/batch", { sales: sales.slice(1000) });
  const [a, b] = first.results;
  await send("POST", `/sales/${a.sale.id}/refunds`, { sale_date: "2013-06-01" });
  await send("POST", `/sales/${b.sale.id}/void`, {});
  return product;
}

/** Reads the whole list, oldest first. */
async function listAll(path: string): Promise<Json[]> {
  const items: Json[] = [];
  for (let token = ""; ; ) {
    const { exact } = await rest("GET", `${path}&limit=1000&page_token=${token}`);
    items.push(...exact.items);
    token = exact.next_page_token;
    if (!token) return items.reverse();
  }
}

test("an export as CSV or NDJSON holds what the list holds, oldest first", async () => {
  const product = await fillLedger();
  const list = await listAll(`/sales?product_id=${product.id}`);
  expect(list).toHaveLength(1502);

  const csv = await rest("GET", `/sales/export?format=csv&product_id=${product.id}`);
  expect(csv.headers.get("content-type")).toMatch(/^text\/csv/);
  const records: Json[] = parse(csv.text, { columns: true });
  expect(records.map((record) => record.id)).toEqual(list.map((sale) => sale.id));
  for (const [index, record] of records.entries()) {
    const { kind, quantity, order_ref, product_name } = list[index];
    expect(record).toMatchObject({ kind, quantity, product_name, order_ref: order_ref ?? "" });
    expect(Number(record.total_amount)).toBe(Number(list[index].total_amount));
  }

  const ndjson = await rest("GET", `/sales/export?format=ndjson&product_id=${product.id}`);
  const lines = ndjson.text.split("\n").filter(Boolean);
  const objects: Json[] = lines.map((line) => JSON.parse(line));
  expect(objects.map((object) => String(object.id))).toEqual(list.map((sale) => sale.id));

  const taken = addAmounts(records.map((record) => record.total_amount));
  expect(addAmounts(objects.map((object) => object.total_amount))).toBe(taken);
  expect(addAmounts(list.map((sale) => sale.total_amount))).toBe(taken);
  const totals = `/sales/breakdown?by=product&fresh=true&product_id=${product.id}`;
  const { total } = (await rest("GET", totals)).exact;
  expect(amount(total.revenue)).toBe(taken);
  expect(total.units).toBe(String(list.reduce((sum, sale) => sum + Number(sale.quantity), 0)));

  const filter = `product_id=${product.id}&start_date=2013-01-02&end_date=2013-01-03`;
  const some = await rest("GET", `/sales/export?${filter}`);
  expect(parse(some.text, { columns: true })).toHaveLength(48);
  expect(await get(`/sales?${filter}`)).toMatchObject({ total: 48 });

  const pieces: Buffer[] = [];
  const request = { productId: BigInt(product.id) };
  for await (const { body } of clientOf(SalesService).exportSales(request)) {
    pieces.push(Buffer.from(body?.data ?? []));
  }
  expect(Buffer.concat(pieces).toString()).toBe(csv.text);
});

test("an export with a wrong filter is refused before it begins", async () => {
  const answer = await rest("GET", "/sales/export?format=csv&start_date=never");
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  const format = await rest("GET", "/sales/export?format=xlsx");
  expect(format).toMatchObject({ status: 400 });
  expect(format.body.message).toMatch(/^format: /);
});
