import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bufCurl } from "./testing/grpc.ts";
import { makeProduct } from "./testing/make-product.ts";
import { type Answer, get, type Json, rest, send } from "./testing/rest.ts";
import { until } from "./testing/until.ts";

/** Makes a product with some pieces on the shelf. */
async function stockProduct(quantity: number): Promise<Json> {
  const { id } = await makeProduct();
  return send("POST", "/inventory", { product_id: id, channel: "web", quantity });
}

/** Buys pieces at a checkout. */
function buy(item: Json, quantity = 1, more: Record<string, unknown> = {}): Promise<Answer> {
  const { product_id, channel } = item;
  return rest("POST", "/sales", { product_id, channel, quantity, require_stock: true, ...more });
}

/** Fails unless a shelf ends up like this, with every sale followed and nothing set aside. */
async function expectShelf({ id }: Json, quantity: number): Promise<void> {
  await until(async () => {
    const item = await get(`/inventory/${id}`);
    expect(item).toMatchObject({ quantity, reserved: 0, available: quantity });
  }, 30_000);
  const { items } = await get(`/inventory/${id}/history?limit=1000`);
  const sum = items.reduce((total: number, entry: Json) => total + entry.change_qty, 0);
  expect(sum).toBe(quantity);
}

/** Counts answers by their status. */
function countStatuses(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test("of two hundred buyers of fifty pieces exactly fifty get one", async () => {
  const item = await stockProduct(50);
  const answers = await Promise.all(Array.from({ length: 200 }, () => buy(item)));
  expect(countStatuses(answers)).toEqual({ 200: 50, 400: 150 });
  for (const { status, body } of answers) {
    if (status === 400) expect(body.code).toBe("failed_precondition");
  }
  await expectShelf(item, 0);
  expect(await get(`/sales?product_id=${item.product_id}&limit=1`)).toMatchObject({ total: 50 });
});

test("buyers who ask three times at once with one key get one piece each", async () => {
  const item = await stockProduct(30);
  const keys = Array.from({ length: 40 }, () => `checkout-${randomUUID()}`);
  const tries = [...keys, ...keys.toReversed(), ...keys];
  const answers = await Promise.all(
    tries.map((idempotency_key) => buy(item, 1, { idempotency_key })),
  );
  const sold = answers.filter(({ status }) => status === 200).map(({ body }) => body);
  expect(new Set(sold.map(({ id }) => id)).size).toBe(30);
  expect(new Set(sold.map(({ idempotency_key }) => idempotency_key)).size).toBe(30);
  await expectShelf(item, 0);
  const [first] = sold;
  const again = await buy(item, 1, { idempotency_key: first.idempotency_key });
  expect(again.body).toEqual(first);
  const other = await buy(item, 2, { idempotency_key: first.idempotency_key });
  expect(other).toMatchObject({ status: 409, body: { code: "already_exists" } });
  await expectShelf(item, 0);
});

test("buyers of several pieces never get more than there are, alone or in batches", async () => {
  const item = await stockProduct(100);
  const { product_id, channel } = item;
  const line = (quantity: number) => ({ product_id, channel, quantity, require_stock: true });
  const single = Array.from({ length: 40 }, (_, index) => buy(item, 1 + (index % 4)));
  const batches = Array.from({ length: 15 }, () =>
    rest("POST", "/sales/batch", { sales: [line(2), line(3)], all_or_nothing: true }),
  );
  const answers = await Promise.all([...single, ...batches]);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(["failed_precondition"]));
  const { items, total } = await get(`/sales?product_id=${product_id}&limit=1000`);
  const sold = items.reduce((sum: number, sale: Json) => sum + sale.quantity, 0);
  const whole = answers.slice(single.length).filter(({ status }) => status === 200).length;
  const alone = answers.slice(0, single.length).filter(({ status }) => status === 200).length;
  expect(total).toBe(alone + 2 * whole);
  expect(sold).toBeLessThanOrEqual(100);
  await expectShelf(item, 100 - sold);
  expect((await buy(item, 101 - sold)).status).toBe(400);
  if (sold < 100) expect((await buy(item, 100 - sold)).status).toBe(200);
  await expectShelf(item, 0);
});

test("pieces of a buyer who vanishes before the sale are free again by themselves", async () => {
  const item = await stockProduct(3);
  const { product_id, channel } = item;
  const reservation_id = randomUUID();
  const reserve = { reservation_id, product_id, channel, quantity: 3, ttl_seconds: 1 };
  const path = "/backroom.inventory.v1.StockService/ReserveStock";
  const answer = await bufCurl("inventory", path, ["-d", JSON.stringify(reserve)]);
  expect(JSON.parse(answer)).toEqual({ inventoryId: item.id });
  await until(async () => expect((await buy(item, 3)).status).toBe(200), 30_000);
  await expectShelf(item, 0);
});

test("a refund puts pieces back once, where the sale took them, and they can be bought again", async () => {
  const item = await stockProduct(2);
  const { body: sale } = await buy(item, 2);
  expect((await buy(item)).status).toBe(400);
  const path = `/sales/${sale.id}/refunds`;
  const key = { "idempotency-key": `back-${sale.id}` };
  const back = { quantity: 1, restock: true };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => rest("POST", path, back, { headers: key })),
  );
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  await expectShelf(item, 1);
  await until(async () => expect((await buy(item)).status).toBe(200), 30_000);
  await expectShelf(item, 0);
});
