import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, addProduct, call, fail } = startInventory();
const { adjustItem, createItem, listHistory } = InventoryService.method;

test("lists the changes of all items of a product, newest first, in stable pages", async () => {
  const { id, productId } = await addItem(0n, "web");
  const { item } = await call(createItem, { productId, channel: "shop", quantity: 2n });
  const adjust = (inventoryId: string) =>
    call(adjustItem, { inventoryId, changeQty: 1n, reason: Reason.RECEIVED });
  for (let index = 0; index < 4; index += 1) await adjust(index % 2 ? id : (item?.id ?? ""));
  const all = await call(listHistory, { productId });
  expect(all.total).toBe(6n);
  expect(all.items.map((entry) => `${entry.channel} ${entry.quantity}`)).toEqual([
    "web 2",
    "shop 4",
    "web 1",
    "shop 3",
    "shop 2",
    "web 0",
  ]);
  const first = await call(listHistory, { productId, limit: 4 });
  await adjust(id);
  const second = await call(listHistory, { productId, limit: 4, pageToken: first.nextPageToken });
  expect([...first.items, ...second.items].map((entry) => entry.id)).toEqual(
    all.items.map((entry) => entry.id),
  );
  expect(second.nextPageToken).toBe("");
  expect((await call(listHistory, { inventoryId: id })).total).toBe(4n);
  expect((await call(listHistory, { productId, skip: 6 })).items).toHaveLength(1);
});

test("is empty for a product without items and NOT_FOUND for what there is not", async () => {
  expect(await call(listHistory, { productId: addProduct() })).toMatchObject({ total: 0n });
  expect(await fail(listHistory, { productId: 999_999n })).toContain("[not_found] product_id");
  const unknown = "01970000-0000-7000-8000-000000000000";
  expect(await fail(listHistory, { inventoryId: unknown })).toContain("[not_found] inventory_id");
  expect(await fail(listHistory, {})).toContain("[invalid_argument]");
  expect(await fail(listHistory, { productId: 1n, inventoryId: unknown })).toContain(
    "[invalid_argument]",
  );
});
