import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, addProduct, call, catalog, fail } = startInventory();
const { createItem, getProductStock, listHistory, setProductStock } = InventoryService.method;

test("makes an item on channel default, then sets it", async () => {
  const productId = addProduct("Kettle");
  const made = await call(setProductStock, { productId, stock: 50n });
  expect(made.productStock).toMatchObject({ productName: "Kettle", stock: 50n });
  expect(made.productStock?.items).toMatchObject([{ channel: "default", productName: "Kettle" }]);
  const set = await call(setProductStock, { productId, stock: 20n, comment: "count" });
  expect(set.productStock?.stock).toBe(20n);
  const { items } = await call(listHistory, { productId });
  expect(items).toMatchObject([
    { changeQty: -30n, quantity: 20n, reason: Reason.COUNTED, comment: "count" },
    { changeQty: 50n, quantity: 50n, reason: Reason.COUNTED },
  ]);
});

test("sets the only item, whatever its channel", async () => {
  const { productId } = await addItem(3n, "web");
  const { productStock } = await call(setProductStock, { productId, stock: 9n });
  expect(productStock?.items).toMatchObject([{ channel: "web", quantity: 9n }]);
});

test("needs a channel when there are several, and makes the one that is named", async () => {
  const { productId } = await addItem(3n, "web");
  await call(createItem, { productId, channel: "shop" });
  expect(await fail(setProductStock, { productId, stock: 9n })).toBe(
    "[failed_precondition] channel: is needed: the product lies on shop, web",
  );
  await call(setProductStock, { productId, stock: 9n, channel: "shop" });
  const { productStock } = await call(setProductStock, { productId, stock: 1n, channel: "fair" });
  expect(productStock?.stock).toBe(13n);
});

test("of many at once one makes the item and the others set it", async () => {
  const productId = addProduct();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      call(setProductStock, { productId, stock: BigInt(index) }),
    ),
  );
  const { items } = await call(listHistory, { productId });
  const { productStock } = await call(getProductStock, { productId });
  expect(productStock?.items).toHaveLength(1);
  expect(items).toHaveLength(20);
  expect(productStock?.stock).toBe(items.reduce((sum, entry) => sum + entry.changeQty, 0n));
});

test("does it once for an idempotency key", async () => {
  const productId = addProduct();
  const request = { productId, stock: 5n, idempotencyKey: "stock-1" };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => call(setProductStock, request)),
  );
  expect(answers.map((answer) => answer.productStock?.stock)).toEqual(Array(5).fill(5n));
  expect((await call(listHistory, { productId })).total).toBe(1n);
});

test("refuses an unknown product, a missing and a negative stock", async () => {
  const productId = addProduct();
  expect(await fail(setProductStock, { productId: 888_888n, stock: 1n })).toContain("[not_found]");
  expect(await fail(setProductStock, { productId })).toContain("stock: value is required");
  expect(await fail(setProductStock, { productId, stock: -1n })).toContain("stock: ");
});

test("while the catalogue is away, sets products with items only", async () => {
  const { productId } = await addItem(3n);
  try {
    catalog.state = "away";
    const { productStock } = await call(setProductStock, { productId, stock: 4n });
    expect(productStock?.stock).toBe(4n);
    expect(await fail(setProductStock, { productId: 888_888n, stock: 4n })).toContain(
      "[unavailable]",
    );
  } finally {
    catalog.state = "here";
  }
});

test("sets only what still holds what is expected, and of many who expect the same one sets it", async () => {
  const productId = addProduct();
  expect(await fail(setProductStock, { productId, stock: 5n, expectedStock: 1n })).toBe(
    "[aborted] expected_stock: the stock on channel default is 0",
  );
  expect((await call(getProductStock, { productId })).productStock?.items).toEqual([]);
  for (const [expectedStock, first] of [
    [0n, 10n],
    [10n, 20n],
  ] as const) {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) => {
        const request = { productId, stock: first + BigInt(index % 2 ? 10 : 0), expectedStock };
        return call(setProductStock, request).then(() => "set", String);
      }),
    );
    expect(outcomes.filter((outcome) => outcome === "set")).toHaveLength(1);
    const { productStock } = await call(getProductStock, { productId });
    const stock = productStock?.stock;
    expect(new Set(outcomes)).toEqual(
      new Set([
        "set",
        `ConnectError: [aborted] expected_stock: the stock on channel default is ${stock}`,
      ]),
    );
    await call(setProductStock, { productId, stock: 10n });
  }
});
