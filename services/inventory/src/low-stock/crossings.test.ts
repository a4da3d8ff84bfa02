import {
  InventoryService,
  type LowStockEvent,
  Reason,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, checkHistory } from "../testing/check-history.ts";
import { insist } from "../testing/insist.ts";
import { startInventory } from "../testing/start-inventory.ts";
import { startWatching } from "../testing/start-watching.ts";

const inventory = startInventory();
const { addItem, call, callOther, query } = inventory;
const { begin } = startWatching(inventory);
const { adjustItem, setItemQuantity, setProductStock, updateItem } = InventoryService.method;
const { applyMovements } = StockService.method;

const level = 5n;
const itemCount = 3;
const workers = 8;

const anyItem = fc.nat({ max: itemCount - 1 });
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant("adjust"), item: anyItem, by: fc.constantFrom(-3n, -1n, 2n, 4n) }),
  fc.record({ kind: fc.constant("set"), item: anyItem, to: fc.bigInt(0n, 10n) }),
  fc.record({ kind: fc.constant("stock"), item: anyItem, to: fc.bigInt(0n, 10n) }),
  fc.record({ kind: fc.constant("level"), to: fc.bigInt(0n, 10n) }),
  fc.record({
    kind: fc.constant("move"),
    moves: fc.array(fc.tuple(anyItem, fc.constantFrom(-4n, -2n, -1n, 3n, 5n)), {
      minLength: 1,
      maxLength: 6,
    }),
  }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

let lastSale = 0n;

/** Does one step; taking more than there is is refused, which is as good as not asking. */
async function take(
  step: Step,
  items: readonly { id: string; productId: bigint }[],
  to: typeof call,
) {
  const place = "item" in step ? items[step.item] : undefined;
  const inventoryId = place?.id;
  if ("by" in step) {
    const request = { inventoryId, changeQty: step.by, reason: Reason.CORRECTION };
    await to(adjustItem, request).catch((error) => expect(String(error)).toContain("change_qty"));
  } else if ("moves" in step) {
    const movements = step.moves.map(([index, changeQty]) => {
      lastSale += 1n;
      const productId = items[index]?.productId;
      return { saleId: lastSale, productId, channel: "web", changeQty, reason: Reason.SALE };
    });
    await to(applyMovements, { movements });
  } else if (step.kind === "level") {
    await to(updateItem, { inventoryId: items[itemCount]?.id, reorderLevel: step.to });
  } else if (step.kind === "set") {
    await to(setItemQuantity, { inventoryId, quantity: step.to });
  } else {
    await to(setProductStock, { productId: place?.productId, stock: step.to });
  }
}

/** Reads all events up to one on channel `end`, leaving and coming back after so many messages. */
async function readToEnd(start: string, pieces: readonly number[]) {
  const events: LowStockEvent[] = [];
  let after = start;
  for (let index = 0; ; index += 1) {
    const { stream } = await begin({ after });
    for (let count = pieces[index % pieces.length] ?? 1; count > 0; count -= 1) {
      const { value } = await stream.next();
      after = value.position;
      if (value.event) events.push(value.event);
      if (value.event?.channel === "end") return events;
    }
    await stream.return?.();
  }
}

/** The crossings of a fixed reorder level in a history. */
function crossingsIn(changes: readonly Change[]) {
  let wasLow = false;
  return changes.flatMap(({ quantity, sale_id }) => {
    const isLow = BigInt(quantity) <= level;
    if (isLow === wasLow) return [];
    wasLow = isLow;
    return [[BigInt(quantity), isLow, sale_id === null ? undefined : BigInt(sale_id)]];
  });
}

test("the events are the crossings in the histories, whatever happens at once", {
  timeout: 120_000,
}, async () => {
  const anySteps = fc.array(anyStep, { minLength: 60, maxLength: 120 });
  const anyPieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  let crossingCount = 0;
  const run = async (steps: Step[], pieces: number[]) => {
    const { position } = await begin();
    const made = [3n, 5n, 9n, 5n].map((quantity) => addItem(quantity, "default", level));
    const items = await Promise.all(made);
    const reading = [readToEnd(position, pieces), readToEnd(position, [1_000_000])];
    const queue = steps.values();
    const work = async (to: typeof call) => {
      for (const step of queue) await take(step, items, to);
    };
    await Promise.all(
      Array.from({ length: workers }, (_, index) => work(insist(index % 2 ? callOther : call))),
    );
    await addItem(0n, "end");
    const [events = [], whole] = await Promise.all(reading);
    expect(events).toEqual(whole);
    for (const { id } of items.slice(0, itemCount)) {
      const told = events.filter((event) => event.inventoryId === id);
      const crossings = crossingsIn(await checkHistory(inventory, id));
      expect(told.map((event) => [event.quantity, event.lowStock, event.saleId])).toEqual(
        crossings,
      );
      crossingCount += crossings.length;
    }
    const [last] = await query<{ low: boolean }>(
      "select quantity <= reorder_level as low from item where id = ?",
      [items[itemCount]?.id],
    );
    const levels = events.filter((event) => event.inventoryId === items[itemCount]?.id);
    for (const [index, event] of levels.entries()) expect(event.lowStock).toBe(index % 2 === 0);
    expect(levels.length % 2 === 1).toBe(last?.low);
  };
  await fc.assert(fc.asyncProperty(anySteps, anyPieces, run), { numRuns: 4 });
  expect(crossingCount).toBeGreaterThan(50);
});
