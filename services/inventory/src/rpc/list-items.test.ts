import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, addProduct, call, catalog, fail } = startInventory();
const { createItem, listItems } = InventoryService.method;

test("pages by token without losing or repeating an item while others are made", async () => {
  const made: string[] = [];
  for (let index = 0; index < 7; index += 1) made.push((await addItem(1n, "paged")).id);
  const seen: string[] = [];
  let pageToken = "";
  do {
    const page = await call(listItems, { channel: "paged", limit: 3, pageToken });
    expect(page.total).toBeGreaterThanOrEqual(7n);
    seen.push(...page.items.map((item) => item.id));
    pageToken = page.nextPageToken;
    if (seen.length === 3) made.push((await addItem(1n, "paged")).id);
  } while (pageToken);
  expect(seen).toEqual(made.toSorted());
});

test("pages by skip, with the total even beyond the end", async () => {
  for (let index = 0; index < 3; index += 1) await addItem(1n, "skipped");
  const first = await call(listItems, { channel: "skipped", limit: 2 });
  expect(first).toMatchObject({ total: 3n, skip: 0, limit: 2 });
  const rest = await call(listItems, { channel: "skipped", skip: 2, limit: 2 });
  expect(rest).toMatchObject({ total: 3n, skip: 2, nextPageToken: "" });
  expect(rest.items).toHaveLength(1);
  const beyond = await call(listItems, { channel: "skipped", skip: 10 });
  expect(beyond).toMatchObject({ total: 3n, items: [], limit: 100 });
});

test("filters by product and channel, and asks for all names in one call", async () => {
  const { productId } = await addItem(1n, "web");
  await call(createItem, { productId, channel: "shop" });
  const before = catalog.calls;
  const both = await call(listItems, { productId });
  expect(catalog.calls).toBe(before + 1);
  expect(both.items.map((item) => [item.channel, item.productName])).toEqual([
    ["web", "Teapot"],
    ["shop", "Teapot"],
  ]);
  expect((await call(listItems, { productId, channel: "shop" })).total).toBe(1n);
  expect((await call(listItems, { channel: "nowhere" })).total).toBe(0n);
});

test("says NOT_FOUND for an unknown product, nothing for one without items", async () => {
  expect(await fail(listItems, { productId: 999_999n })).toContain("[not_found] product_id");
  expect((await call(listItems, { productId: addProduct() })).items).toEqual([]);
});

test.each([
  [{ limit: 0 }, "limit"],
  [{ limit: 1001 }, "limit"],
  [{ skip: -1 }, "skip"],
  [{ pageToken: "rubbish" }, "page_token"],
  [{ pageToken: Buffer.from('["1"]').toString("base64url") }, "page_token"],
  [{ pageToken: Buffer.from('["1"]').toString("base64url"), skip: 1 }, "skip"],
])("refuses %o by naming %s", async (request, field) => {
  expect(await fail(listItems, request)).toContain(`[invalid_argument] ${field}: `);
});

test("answers without names while the catalogue is away", async () => {
  await addItem(1n, "lonely");
  try {
    catalog.state = "away";
    const { items } = await call(listItems, { channel: "lonely" });
    expect(items.map((item) => item.productName)).toEqual([undefined]);
  } finally {
    catalog.state = "here";
  }
});
