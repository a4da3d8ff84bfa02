import type { FeedPosition } from "@backroom/proto/inventory/v1/feed_pb";
import { InventoryFeedService } from "@backroom/proto/inventory/v1/feed_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { restampRestoredItems } from "../feed/restamp-restored-items.ts";
import { startInventory } from "../testing/start-inventory.ts";

const { addItem, call, entityManager, fail, query } = startInventory();
const { listItemChanges } = InventoryFeedService.method;
const { setItemQuantity, updateItem } = InventoryService.method;

/** Reads everything after a position, in pages. */
async function readAll(after?: FeedPosition, limit = 1_000) {
  const quantities = new Map<string, bigint>();
  let position = after;
  for (;;) {
    const request = { limit, ...(position ? { after: position } : {}) };
    const page = await call(listItemChanges, request);
    for (const { inventoryId, quantity } of page.changes) quantities.set(inventoryId, quantity);
    position = page.position;
    if (page.changes.length < limit) return { quantities, position };
  }
}

test("items come once they are made or changed, from where the reading ended", async () => {
  const first = await addItem(5n);
  const second = await addItem(7n);
  const start = await readAll(undefined, 1);
  expect(start.quantities.get(first.id)).toBe(5n);
  expect(start.quantities.get(second.id)).toBe(7n);
  expect((await readAll(start.position)).quantities.size).toBe(0);
  await call(setItemQuantity, { inventoryId: first.id, quantity: 3n });
  await call(updateItem, { inventoryId: second.id, reorderLevel: 9n });
  const { changes } = await call(listItemChanges, { after: start.position });
  expect(
    changes.map((change) => [change.inventoryId, change.quantity, change.reorderLevel]),
  ).toEqual([
    [first.id, 3n, 0n],
    [second.id, 7n, 9n],
  ]);
  expect(changes[1]?.updatedAt).toBeDefined();
});

test("a change that commits late still lies ahead of the position, and the later state has the higher xid", async () => {
  const slow = await addItem(1n);
  const quick = await addItem(1n);
  const { position } = await readAll();
  const seen = await entityManager()
    .fork()
    .transactional(async (transaction) => {
      await sql`update item set quantity = 2 where id = ${slow.id}`.execute(
        transaction.getKysely(),
      );
      await call(setItemQuantity, { inventoryId: quick.id, quantity: 2n });
      return readAll(position);
    });
  expect(seen.quantities.size).toBe(0); // Neither may be read yet: the older one is still open.
  const after = await readAll(seen.position);
  expect(after.quantities).toEqual(
    new Map([
      [slow.id, 2n],
      [quick.id, 2n],
    ]),
  );
});

test("a position of another cluster, or one not reached yet, begins at the beginning", async () => {
  await addItem(1n);
  const { position, quantities } = await readAll();
  for (const wrong of [{ origin: 1n }, { xid: 2n ** 63n }]) {
    const page = await call(listItemChanges, { after: { ...position, ...wrong } as FeedPosition });
    expect(page.fromBeginning).toBe(true);
    expect(page.changes).toHaveLength(quantities.size);
  }
  expect((await call(listItemChanges, {})).fromBeginning).toBe(false);
  expect(await fail(listItemChanges, { limit: 5_001 })).toContain("limit");
});

test("items that were restored to another cluster are fed again", async () => {
  const { id } = await addItem(4n);
  const { position } = await readAll();
  expect(await restampRestoredItems(entityManager())).toBe(false);
  await query("update feed_origin set system_identifier = 1");
  expect(await restampRestoredItems(entityManager())).toBe(true);
  expect((await readAll(position)).quantities.get(id)).toBe(4n);
});

test("a page is read from the index, however many items there are", async () => {
  await query(
    "insert into item (product_id, channel, quantity) select 1000000 + n, 'web', n from generate_series(1, 20000) n",
  );
  await query("analyze item");
  const plan = await query<{ "QUERY PLAN": string }>(
    `explain select id from item where (changed_xid, id) > ('5'::xid8, '00000000-0000-0000-0000-000000000000'::uuid)
       and changed_xid < pg_snapshot_xmin(pg_current_snapshot()) order by changed_xid, id limit 1000`,
  );
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("item_changed");
});
