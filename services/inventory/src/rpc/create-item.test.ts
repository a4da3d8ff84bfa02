import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addProduct, call, catalog, fail, query } = startInventory();
const { createItem, listHistory } = InventoryService.method;

test("makes an item whose first history row holds its first quantity", async () => {
  const productId = addProduct("Samovar");
  const { item } = await call(createItem, {
    productId,
    channel: "web",
    quantity: 12n,
    reorderLevel: 12n,
    comment: "opening",
  });
  expect(item).toMatchObject({
    productId,
    productName: "Samovar",
    channel: "web",
    quantity: 12n,
    reserved: 0n,
    available: 12n,
    reorderLevel: 12n,
    lowStock: true,
  });
  expect(item?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(item?.createdAt).toEqual(item?.updatedAt);
  const history = await call(listHistory, { inventoryId: item?.id });
  expect(history.total).toBe(1n);
  expect(history.items).toMatchObject([
    { changeQty: 12n, quantity: 12n, reason: Reason.COUNTED, comment: "opening", actor: "test" },
  ]);
});

test("uses channel default, quantity 0 and reorder level 0 when they are absent", async () => {
  const { item } = await call(createItem, { productId: addProduct() });
  expect(item).toMatchObject({ channel: "default", quantity: 0n, reorderLevel: 0n });
});

test("refuses a second item on a channel and an unknown product", async () => {
  const productId = addProduct();
  await call(createItem, { productId, channel: "web" });
  expect(await fail(createItem, { productId, channel: "web" })).toBe(
    `[already_exists] channel: product ${productId} has an item on channel web`,
  );
  expect(await fail(createItem, { productId: 999_999n })).toBe(
    "[not_found] product_id: there is no product 999999",
  );
});

test.each([
  [{ productId: 0n }, "product_id"],
  [{ productId: 1n, quantity: -1n }, "quantity"],
  [{ productId: 1n, quantity: 1_000_000_001n }, "quantity"],
  [{ productId: 1n, reorderLevel: -1n }, "reorder_level"],
  [{ productId: 1n, channel: " web" }, "channel"],
  [{ productId: 1n, comment: "a\0b" }, "comment"],
])("refuses %o by naming %s", async (request, field) => {
  expect(await fail(createItem, request)).toContain(`[invalid_argument] ${field}: `);
});

test("does it once for an idempotency key, also when asked at the same moment", async () => {
  const productId = addProduct();
  const request = { productId, quantity: 5n, idempotencyKey: "create-1" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(createItem, request)));
  expect(new Set(answers.map((answer) => answer.item?.id)).size).toBe(1);
  const rows = await query("select id from history where product_id = ?", [productId]);
  expect(rows).toHaveLength(1);
  expect(await fail(createItem, { ...request, quantity: 6n })).toContain(
    "[already_exists] idempotency_key",
  );
});

test("says UNAVAILABLE for an unknown product while the catalogue is away, without waiting for the caller's deadline", async () => {
  const productId = addProduct();
  await call(createItem, { productId, channel: "web" });
  try {
    catalog.state = "away";
    expect(await fail(createItem, { productId: 555n })).toContain("[unavailable]");
    catalog.state = "silent";
    expect(await fail(createItem, { productId: 555n })).toContain("[unavailable]");
    const { item } = await call(createItem, { productId, channel: "shop" });
    expect(item?.channel).toBe("shop");
    expect(item?.productName).toBeUndefined();
  } finally {
    catalog.state = "here";
  }
});

test("makes items on 1000 channels of a product and no more", async () => {
  const productId = addProduct();
  await query(
    "insert into item (product_id, channel, quantity) select ?, 'channel ' || n, 1 from generate_series(1, 999) n",
    [productId],
  );
  await call(createItem, { productId, channel: "last" });
  const message = `[failed_precondition] channel: product ${productId} has items on 1000 channels already`;
  expect(await fail(createItem, { productId, channel: "more" })).toBe(message);
  const { setProductStock } = InventoryService.method;
  expect(await fail(setProductStock, { productId, stock: 1n, channel: "more" })).toBe(message);
});
