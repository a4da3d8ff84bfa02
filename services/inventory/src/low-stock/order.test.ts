import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { startInventory } from "../testing/start-inventory.ts";
import { lowsOf, readTold, startWatching } from "../testing/start-watching.ts";

const inventory = startInventory();
const { addItem, call, callOther, entityManager, query } = inventory;
const { begin } = startWatching(inventory);
const { setItemQuantity } = InventoryService.method;
const { applyMovements } = StockService.method;

test("an item changed by an older transaction after a younger one is told in that order", async () => {
  const { stream } = await begin();
  const { id } = await addItem(9n, "default", 5n);
  let older = 0n;
  let younger = 0n;
  await entityManager()
    .fork()
    .transactional(async (transaction) => {
      const db = transaction.getKysely();
      const xid = sql<{ xid: string }>`select pg_current_xact_id() as xid`;
      older = BigInt((await xid.execute(db)).rows[0]?.xid ?? 0);
      await call(setItemQuantity, { inventoryId: id, quantity: 5n });
      const latest = sql<{ xid: string }>`select xmin as xid from item where id = ${id}`;
      younger = BigInt((await latest.execute(db)).rows[0]?.xid ?? 0);
      await sql`
        with changed as (update item set quantity = 7 where id = ${id} returning *)
        insert into low_stock_event
          (inventory_id, product_id, channel, quantity, reorder_level, low_stock)
        select id, product_id, channel, quantity, reorder_level, false from changed
      `.execute(db);
    });
  expect(older).toBeLessThan(younger);
  expect(lowsOf(await readTold(stream, 2))).toEqual([
    [5n, true],
    [7n, false],
  ]);
});

test("an event whose transaction is still open lets no later one overtake it", async () => {
  const { stream } = await begin();
  const [slow, quick] = await Promise.all([addItem(9n, "slow", 5n), addItem(9n, "quick", 5n)]);
  const waiting = `select from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and not granted and datname = current_database()`;
  let quickly: Promise<unknown> | undefined;
  await entityManager()
    .fork()
    .transactional(async (transaction) => {
      await sql`
        insert into low_stock_event
          (inventory_id, product_id, channel, quantity, reorder_level, low_stock)
        select id, product_id, channel, 1, reorder_level, true from item where id = ${slow.id}
      `.execute(transaction.getKysely());
      quickly = call(setItemQuantity, { inventoryId: quick.id, quantity: 2n });
      await expect.poll(() => query(waiting), { timeout: 30_000 }).not.toHaveLength(0);
    });
  await quickly;
  expect(lowsOf(await readTold(stream, 2))).toEqual([
    [1n, true],
    [2n, true],
  ]);
});

test("what is rolled back is not told", async () => {
  const { stream } = await begin();
  const { id, productId } = await addItem(9n, "default", 5n);
  await query("alter table history add constraint unlucky check (actor <> 'unlucky')");
  const sale = { saleId: 1n, productId, channel: "default", changeQty: -8n, reason: Reason.SALE };
  const movements = [{ ...sale, actor: "unlucky" }];
  await inventory.fail(applyMovements, { movements });
  await query("alter table history drop constraint unlucky");
  await call(setItemQuantity, { inventoryId: id, quantity: 3n });
  expect(lowsOf(await readTold(stream, 1))).toEqual([[3n, true]]);
});

test("many events come in order, each once, also those of another process", async () => {
  const { stream, position } = await begin();
  const { id, productId } = await addItem(9n, "default", 5n);
  await query(
    `insert into low_stock_event
       (inventory_id, product_id, channel, quantity, reorder_level, low_stock)
     select ?, ?, 'default', n, 5, n <= 5 from generate_series(1, 1250) n`,
    [id, productId],
  );
  await callOther(setItemQuantity, { inventoryId: id, quantity: 4n });
  const numbers = [...Array.from({ length: 1250 }, (_, index) => BigInt(index + 1)), 4n];
  for (const one of [stream, (await begin({ after: position })).stream]) {
    const messages = await readTold(one, 1251);
    expect(messages.map(({ event }) => event?.quantity)).toEqual(numbers);
  }
});
