import { expect, test } from "vitest";
import { addAmounts, amount } from "./testing/amount.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

/** Sells some pieces of a new product. */
async function sell(more: Record<string, unknown> = {}): Promise<Json> {
  const { id } = await makeProduct({ price: "3.3333" });
  const sale_date = "2016-03-01T10:00:00Z";
  return send("POST", "/sales", { product_id: id, quantity: 3, sale_date, ...more });
}

test("a sale can be given back piece by piece up to the whole and no further", async () => {
  const sale = await sell({ total_amount: "10.00", price: "3.3334" });
  const path = `/sales/${sale.id}/refunds`;
  const amounts = [];
  for (let piece = 1; piece <= 3; piece += 1) {
    const refund = await rest("POST", path, { quantity: 1, reason: "too small" });
    expect(refund.body).toMatchObject({
      kind: "REFUND",
      quantity: -1,
      refund_of: sale.id,
      reason: "too small",
    });
    amounts.push(refund.exact.total_amount);
  }
  expect(addAmounts(amounts)).toBe("-10");
  const more = await rest("POST", path, { quantity: 1 });
  expect(more).toMatchObject({ status: 400, body: { code: "failed_precondition" } });
  const { exact, body } = await rest("GET", `/sales/${sale.id}`);
  expect(amount(exact.refunded_amount)).toBe("10");
  expect(body).toMatchObject({ refunded_quantity: 3, voided: false, quantity: 3 });
});

test("a refund without a quantity gives back all that is left", async () => {
  const sale = await sell();
  await send("POST", `/sales/${sale.id}/refunds`, { quantity: 2 });
  const rest = await send("POST", `/sales/${sale.id}/refunds`, {});
  expect(rest).toMatchObject({ quantity: -1 });
  expect(await get(`/sales/${sale.id}`)).toMatchObject({ refunded_quantity: 3 });
});

test("money alone can be given back", async () => {
  const sale = await sell();
  const refund = await send("POST", `/sales/${sale.id}/refunds`, { total_amount: 2.5 });
  expect(refund).toMatchObject({ quantity: 0, total_amount: -2.5 });
  const tooMuch = await rest("POST", `/sales/${sale.id}/refunds`, { total_amount: 7.5 });
  expect(tooMuch).toMatchObject({ status: 400, body: { code: "failed_precondition" } });
});

test("refunds at the same time never give back more than was taken", async () => {
  const sale = await sell({ quantity: 20 });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => rest("POST", `/sales/${sale.id}/refunds`, { quantity: 1 })),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(20);
  const lost = answers.filter(({ body }) => body.code === "failed_precondition");
  expect(lost).toHaveLength(30);
  const { body, exact } = await rest("GET", `/sales/${sale.id}`);
  expect(body).toMatchObject({ refunded_quantity: 20, refunds: { total: 20 } });
  expect(amount(exact.refunded_amount)).toBe(amount(sale.total_amount));
  const ids = body.refunds.items.map(({ id }: Json) => id);
  expect(ids).toEqual(won.map((answer) => answer.body.id).toSorted((a, b) => a - b));
});

test("a refund has its own date, not before the sale, and retries count once", async () => {
  const sale = await sell();
  const path = `/sales/${sale.id}/refunds`;
  const early = await rest("POST", path, { sale_date: "2016-02-29" });
  expect(early).toMatchObject({ status: 400 });
  expect(early.body.message).toMatch(/^sale_date: /);
  const body = { quantity: 1, sale_date: "2016-04-02", idempotency_key: `refund-${sale.id}` };
  const first = await send("POST", path, body);
  expect(first.sale_date).toMatch(/^2016-04-02T00:00:00/);
  expect((await send("POST", path, body)).id).toBe(first.id);
  expect(await get(`/sales/${sale.id}`)).toMatchObject({ refunded_quantity: 1 });
});

test("a void undoes a sale on its own date, once, and leaves revenue as if it had never been", async () => {
  const sale = await sell();
  const made = await send("POST", `/sales/${sale.id}/void`, { reason: "typo" });
  expect(made).toMatchObject({
    kind: "VOID",
    quantity: -3,
    total_amount: -sale.total_amount,
    refund_of: sale.id,
    sale_date: sale.sale_date,
  });
  const again = await rest("POST", `/sales/${sale.id}/void`, {});
  expect(again).toMatchObject({ status: 400, body: { code: "failed_precondition" } });
  const refund = await rest("POST", `/sales/${sale.id}/refunds`, {});
  expect(refund).toMatchObject({ status: 400, body: { code: "failed_precondition" } });
  expect(await get(`/sales/${sale.id}`)).toMatchObject({ voided: true });
  const range = "start_date=2016-03-01&end_date=2016-03-01";
  const path = `/sales/revenue?fresh=true&group_by=day&product_id=${sale.product_id}&${range}`;
  expect(await get(path)).toMatchObject([
    { period: "2016-03-01", revenue: 0, gross: 0, refunds: 0, units: 0, sales: 0 },
  ]);
});

test("revenue is right at once after refunds in another month and a void of years ago", async () => {
  const sale = await sell({ quantity: 4, total_amount: "12.01" });
  const { product_id } = sale;
  const mistake = await send("POST", "/sales", {
    product_id,
    quantity: 9,
    total_amount: "99.99",
    sale_date: "2001-02-03",
  });
  const path = `/sales/${sale.id}/refunds`;
  await send("POST", path, { quantity: 1, sale_date: "2016-05-02" });
  await send("POST", `/sales/${mistake.id}/void`, {});
  await send("POST", path, { total_amount: "0.5", sale_date: "2016-05-03" });
  const ask = async (what: string) =>
    (await rest("GET", `/sales/${what}&fresh=true&product_id=${product_id}`)).exact;
  const sums = (revenue: string, gross: string, refunds: string, units: string, sales: string) => ({
    revenue,
    gross,
    refunds,
    units,
    sales,
  });
  expect(await ask("revenue?group_by=month&fill=false&start_date=2016-01-01")).toMatchObject([
    { period: "2016-03-01", ...sums("12.01", "12.01", "0.00", "4", "1") },
    { period: "2016-05-01", ...sums("-3.5025", "0.00", "-3.5025", "-1", "0") },
  ]);
  const whole = sums("8.5075", "12.01", "-3.5025", "3", "1");
  for (const by of ["product", "category", "channel"]) {
    const { items, total } = await ask(`breakdown?by=${by}`);
    expect(items).toMatchObject([whole]);
    expect(total).toEqual(whole);
  }
  const ranges = "start1=2001-02-01&end1=2001-02-28&start2=2016-01-01&end2=2016-12-31";
  const { totals } = await ask(`compare?group_by=month&${ranges}`);
  expect(totals).toEqual({ range1: sums("0.00", "0.00", "0.00", "0", "0"), range2: whole });
});

test("a refunded sale cannot be voided, and refunds and voids cannot be given back", async () => {
  const sale = await sell();
  const refund = await send("POST", `/sales/${sale.id}/refunds`, { quantity: 1 });
  for (const path of [
    `/sales/${sale.id}/void`,
    `/sales/${refund.id}/void`,
    `/sales/${refund.id}/refunds`,
  ]) {
    expect(await rest("POST", path, {}), path).toMatchObject({
      status: 400,
      body: { code: "failed_precondition" },
    });
  }
  expect((await rest("POST", "/sales/8000000000/void", {})).status).toBe(404);
  expect((await rest("POST", "/sales/8000000000/refunds", {})).status).toBe(404);
});
