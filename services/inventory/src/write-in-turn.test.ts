import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { startInventory } from "./testing/start-inventory.ts";

const { addItem, call, entityManager, query } = startInventory();
const { adjustItem, getItem, setItemQuantity, setProductStock, updateItem } =
  InventoryService.method;

test("a rush for one item leaves connections for others, and everybody has a turn", {
  timeout: 120_000,
}, async () => {
  const { id: inventoryId, productId } = await addItem(0n);
  const other = await addItem(1n);
  const rush: readonly (() => Promise<unknown>)[] = [
    () => call(adjustItem, { inventoryId, changeQty: 1n, reason: Reason.RECEIVED }),
    () => call(setItemQuantity, { inventoryId, quantity: 9n }),
    () => call(setProductStock, { productId, stock: 9n }),
    () => call(updateItem, { inventoryId, reorderLevel: 2n }),
  ];
  let answers: Promise<unknown> = Promise.resolve();
  await entityManager()
    .fork()
    .transactional(async (transaction) => {
      await sql`select from item where id = ${inventoryId} for update`.execute(
        transaction.getKysely(),
      );
      answers = Promise.all(rush.flatMap((write) => Array.from({ length: 15 }, write)));
      const waiting = `select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(() => query(waiting)).not.toHaveLength(0);
      expect(await call(getItem, { inventoryId: other.id })).toMatchObject({
        item: { quantity: 1n },
      });
    });
  expect(await answers).toHaveLength(60);
});
