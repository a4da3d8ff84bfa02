import { expect, test } from "vitest";
import { makeItem } from "./testing/make-item.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";
import { until } from "./testing/until.ts";

/** Fails unless the history of an item adds up to what lies there. */
async function expectHistoryToAddUp(inventoryId: string): Promise<Json[]> {
  const item = await get(`/inventory/${inventoryId}`);
  const { items } = await get(`/inventory/${inventoryId}/history?skip=0&limit=1000`);
  const sum = items.reduce((total: number, entry: Json) => total + entry.change_qty, 0);
  expect(sum).toBe(item.quantity);
  expect(items[0]?.quantity).toBe(item.quantity);
  return items;
}

test("an item can be made, read and counted, and its history adds up", async () => {
  const { product, item } = await makeItem();
  expect(item).toMatchObject({
    product_id: product.id,
    product_name: product.name,
    channel: "web",
    quantity: 20,
    reserved: 0,
    available: 20,
    reorder_level: 5,
    low_stock: false,
  });
  expect(item.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  expect(await get(`/inventory/${item.id}`)).toEqual(item);
  const counted = await send("PUT", `/inventory/${item.id}`, { quantity: 5, comment: "recount" });
  expect(counted).toMatchObject({ quantity: 5, low_stock: true });
  const [latest] = await expectHistoryToAddUp(item.id);
  expect(latest).toMatchObject({
    change_qty: -15,
    quantity: 5,
    reason: expect.stringMatching(/counted/i),
    comment: "recount",
    actor: expect.stringMatching(/./),
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test("a product has one item a channel", async () => {
  const { product } = await makeItem();
  const again = await rest("POST", "/inventory", { product_id: product.id, channel: "web" });
  expect(again).toMatchObject({ status: 409, body: { code: "already_exists" } });
  await send("POST", "/inventory", { product_id: product.id, channel: "amazon", quantity: 1 });
  const list = await get(`/inventory?product_id=${product.id}`);
  expect(list).toMatchObject({ total: 2, skip: 0, limit: 100 });
  const web = await get(`/inventory?product_id=${product.id}&channel=web`);
  expect(web.items.map((item: Json) => item.channel)).toEqual(["web"]);
});

test.each(["RECEIVED", "RETURNED", "DAMAGED", "LOST", "COUNTED", "TRANSFERRED", "CORRECTION"])(
  "an item can be adjusted because of %s",
  async (reason) => {
    const { item } = await makeItem();
    const body = { change_qty: -3, reason, comment: "a note" };
    const adjusted = await send("POST", `/inventory/${item.id}/adjustments`, body);
    expect(adjusted.quantity).toBe(17);
    const [latest] = await expectHistoryToAddUp(item.id);
    expect(latest).toMatchObject({ change_qty: -3, reason, comment: "a note" });
  },
);

test.each(["SALE", "REFUND", "VOID"])("only the ledger gives the reason %s", async (reason) => {
  const { item } = await makeItem();
  const path = `/inventory/${item.id}/adjustments`;
  const answer = await rest("POST", path, { change_qty: -3, reason });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  expect(answer.body.message).toMatch(/^reason: /);
  expect(await get(`/inventory/${item.id}`)).toMatchObject({ quantity: 20 });
});

test("adjustments at the same time all count", async () => {
  const { item } = await makeItem({ quantity: 100 });
  const path = `/inventory/${item.id}/adjustments`;
  const changes = Array.from({ length: 40 }, (_, index) => (index % 2 ? 7 : -4));
  await Promise.all(
    changes.map((change_qty) => send("POST", path, { change_qty, reason: "CORRECTION" })),
  );
  expect(await get(`/inventory/${item.id}`)).toMatchObject({ quantity: 160 });
  await expectHistoryToAddUp(item.id);
});

test("the reorder level can be changed", async () => {
  const { item } = await makeItem();
  const changed = await send("PATCH", `/inventory/${item.id}`, { reorder_level: 20 });
  expect(changed).toMatchObject({ reorder_level: 20, quantity: 20, low_stock: true });
});

test("a product's stock is the sum over its channels", async () => {
  const { product, item } = await makeItem();
  const path = `/inventory/${product.id}`;
  expect(await send("PUT", path, { stock: 8, comment: "shelf" })).toMatchObject({ stock: 8 });
  await send("POST", "/inventory", { product_id: product.id, channel: "amazon", quantity: 4 });
  const stock = await get(path);
  expect(stock).toMatchObject({ product_id: product.id, product_name: product.name, stock: 12 });
  expect(stock.updated_at).toMatch(/^\d{4}-/);
  expect(stock.items.map((each: Json) => each.channel)).toEqual(["amazon", "web"]);
  const unclear = await rest("PUT", path, { stock: 9 });
  expect(unclear).toMatchObject({ status: 400, body: { code: "failed_precondition" } });
  expect(unclear.body.message).toMatch(/channel/);
  expect(await send("PUT", path, { stock: 9, channel: "web" })).toMatchObject({ stock: 13 });
  expect(await get(`/inventory/${item.id}`)).toMatchObject({ quantity: 9 });
});

test("setting the stock of a product without items begins one on channel default", async () => {
  const product = await makeProduct();
  expect(await get(`/inventory/${product.id}`)).toMatchObject({ stock: 0, items: [] });
  const stock = await send("PUT", `/inventory/${product.id}`, { stock: 3 });
  expect(stock.items).toMatchObject([{ channel: "default", quantity: 3 }]);
});

test("unknown products and items are not found", async () => {
  const nobody = "0197aaaa-0000-7000-8000-000000000000";
  for (const path of [
    "/inventory/8000000000",
    "/inventory/8000000000/history",
    `/inventory/${nobody}`,
    `/inventory/${nobody}/history`,
  ]) {
    expect(await rest("GET", path), path).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
  }
  const made = await rest("POST", "/inventory", { product_id: 8_000_000_000, channel: "web" });
  expect(made).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test("low stock is at the reorder level or below, by item, and below the threshold, by product", async () => {
  const low = await makeItem({ quantity: 5 });
  const fine = await makeItem({ quantity: 6 });
  const items = [];
  for (let token = ""; ; ) {
    const page = await get(`/inventory/stock/low-stock?limit=1000&page_token=${token}`);
    items.push(...page.items.map((each: Json) => each.id));
    token = page.next_page_token;
    if (!token) break;
  }
  expect(items).toContain(low.item.id);
  expect(items).not.toContain(fine.item.id);
  const products = await get("/inventory/low-stock/?threshold=6&limit=1000");
  const ids = products.items.map((each: Json) => each.product_id);
  expect(ids).toContain(low.product.id);
  expect(ids).not.toContain(fine.product.id);
  const named = products.items.find((each: Json) => each.product_id === low.product.id);
  expect(named).toMatchObject({ product_name: low.product.name, stock: 5 });
});

test("stock follows sales, refunds with restock, and voids, on the sale's channel", async () => {
  const { product, item } = await makeItem();
  const sale = await send("POST", "/sales", {
    product_id: product.id,
    quantity: 6,
    channel: "web",
  });
  const expectQuantity = (quantity: number) =>
    until(async () => expect((await get(`/inventory/${item.id}`)).quantity).toBe(quantity));
  await expectQuantity(14);
  await send("POST", `/sales/${sale.id}/refunds`, { quantity: 2, restock: true });
  await expectQuantity(16);
  const other = await send("POST", "/sales", { sku: product.sku, quantity: 30, channel: "web" });
  await expectQuantity(-14);
  expect(await get(`/inventory/${item.id}`)).toMatchObject({ low_stock: true });
  await send("POST", `/sales/${other.id}/void`, {});
  await expectQuantity(16);
  const entries = await expectHistoryToAddUp(item.id);
  expect(entries.slice(0, 4)).toMatchObject([
    { change_qty: 30, reason: "VOID" },
    { change_qty: -30, reason: "SALE", sale_id: other.id },
    { change_qty: 2, reason: "REFUND" },
    { change_qty: -6, reason: "SALE", sale_id: sale.id },
  ]);
});

test("a sale on a channel without an item takes from channel default", async () => {
  const product = await makeProduct();
  await send("PUT", `/inventory/${product.id}`, { stock: 10 });
  await send("POST", "/sales", { product_id: product.id, quantity: 4, channel: "walmart" });
  await until(async () =>
    expect(await get(`/inventory/${product.id}`)).toMatchObject({ stock: 6 }),
  );
});

test("a reorder level is changed once for an idempotency key", async () => {
  const { item } = await makeItem();
  const path = `/inventory/${item.id}`;
  const headers = { "idempotency-key": `level-${item.id}` };
  const first = await rest("PATCH", path, { reorder_level: 7 }, { headers });
  expect(first).toMatchObject({ status: 200, body: { reorder_level: 7 } });
  await send("PATCH", path, { reorder_level: 9 });
  const retry = await rest("PATCH", path, { reorder_level: 7 }, { headers });
  expect(retry.body).toEqual(first.body);
  const other = await rest("PATCH", path, { reorder_level: 8 }, { headers });
  expect(other).toMatchObject({ status: 409, body: { code: "already_exists" } });
  expect(await get(path)).toMatchObject({ reorder_level: 9 });
});
