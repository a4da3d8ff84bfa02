import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkHistory } from "./testing/check-history.ts";
import { insist } from "./testing/insist.ts";
import { startInventory } from "./testing/start-inventory.ts";

const inventory = startInventory();
const { addItem, addProduct, call, callOther, query } = inventory;
const { adjustItem, createItem, setItemQuantity, setProductStock, updateItem } =
  InventoryService.method;
const { applyMovements, releaseReservation, reserveStock } = StockService.method;

const channels = ["default", "web"];
let lastSale = 0n;

type Ask = typeof call;

/** What may be asked of a product that lies on two channels, by a number that decides all else. */
const kinds = {
  adjust: (ask: Ask, ids: readonly string[], _product: bigint, n: number) =>
    ask(adjustItem, {
      inventoryId: ids[n % 2],
      changeQty: BigInt(n % 7) - 3n || 4n,
      reason: Reason.CORRECTION,
    }),
  set: (ask: Ask, ids: readonly string[], _product: bigint, n: number) =>
    ask(setItemQuantity, { inventoryId: ids[n % 2], quantity: BigInt(n % 50) }),
  swap: (ask: Ask, ids: readonly string[], _product: bigint, n: number) =>
    ask(setItemQuantity, {
      inventoryId: ids[n % 2],
      quantity: BigInt(n % 50),
      expectedQuantity: BigInt(n % 20),
    }),
  stock: (ask: Ask, _ids: readonly string[], productId: bigint, n: number) =>
    ask(setProductStock, { productId, stock: BigInt(n % 50), channel: channels[n % 2] }),
  level: (ask: Ask, ids: readonly string[], _product: bigint, n: number) =>
    ask(updateItem, { inventoryId: ids[n % 2], reorderLevel: BigInt(n % 30) }),
  move: (ask: Ask, _ids: readonly string[], productId: bigint, n: number) => {
    const movements = Array.from({ length: 1 + (n % 5) }, (_, index) => {
      lastSale += 1n;
      const channel = ["web", "default", "elsewhere"][(n + index) % 3];
      const changeQty = BigInt((n + index) % 9) - 5n;
      return { saleId: lastSale, productId, channel, changeQty, reason: Reason.SALE };
    });
    return ask(applyMovements, { movements });
  },
  reserve: async (ask: Ask, _ids: readonly string[], productId: bigint, n: number) => {
    const reservationId = crypto.randomUUID();
    const wish = { reservationId, productId, channel: "web", quantity: BigInt(1 + (n % 4)) };
    await ask(reserveStock, wish);
    return ask(releaseReservation, { reservationId });
  },
};
const anyStep = fc.tuple(
  fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
  fc.nat({ max: 10_000 }),
);

test("every history adds up row by row to what lies there, whatever is asked at once", {
  timeout: 120_000,
}, async () => {
  const refusals = new Set<string>();
  const run = async (steps: [keyof typeof kinds, number][]) => {
    const { id, productId } = await addItem(20n);
    const { item } = await call(createItem, { productId, channel: "web", quantity: 20n });
    const ids = [id, item?.id ?? ""];
    await Promise.all(
      steps.map(([kind, n], index) =>
        kinds[kind](insist(index % 2 ? callOther : call), ids, productId, n).catch((error) =>
          refusals.add(ConnectError.from(error).rawMessage.replaceAll(/-?[0-9]+/g, "n")),
        ),
      ),
    );
    for (const each of ids) await checkHistory(inventory, each);
    expect(await query("select from reservation")).toEqual([]);
  };
  const anySteps = fc.array(anyStep, { minLength: 100, maxLength: 150 });
  await fc.assert(fc.asyncProperty(anySteps, run), { numRuns: 3 });
  // Whoever was refused was refused for what there was, not for who else was there.
  for (const refusal of refusals) {
    expect(refusal).toMatch(
      /^(change_qty: would change|expected_quantity: the quantity is|quantity: n asked for)/,
    );
  }
});

test("of many who make and set the stock of new products at once nobody is lost", async () => {
  const productId = addProduct();
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const ask = insist(index % 2 ? callOther : call);
      const channel = `channel ${index % 3}`;
      return ask(setProductStock, { productId, stock: BigInt(index), channel });
    }),
  );
  const items = await query<{ id: string }>("select id from item where product_id = ?", [
    productId,
  ]);
  expect(items).toHaveLength(3);
  for (const { id } of items) expect(await checkHistory(inventory, id)).toHaveLength(20);
});

test("of all who expect the same quantity, at two processes, exactly one sets it, every time", async () => {
  const { id } = await addItem(0n);
  let expectedQuantity = 0n;
  for (let round = 1; round <= 10; round += 1) {
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) => {
        const quantity = BigInt(100 * round + index);
        const ask = insist(index % 2 ? callOther : call);
        return ask(setItemQuantity, { inventoryId: id, quantity, expectedQuantity }).then(
          () => "set",
          (error) => ConnectError.from(error).rawMessage.split(":")[0],
        );
      }),
    );
    expect(outcomes.filter((outcome) => outcome === "set")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["set", "expected_quantity"]));
    const history = await checkHistory(inventory, id);
    expect(history).toHaveLength(round + 1);
    expectedQuantity = BigInt(history.at(-1)?.quantity ?? 0);
  }
});
