import { expect, test } from "vitest";
import { expectSameSums } from "../testing/compare-stores.ts";
import { type Entry, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";

const world = useMirrors();
const { start } = world;
const soon = () => AbortSignal.timeout(50_000);

const sale: Entry = {
  kind: "SALE",
  productId: 1,
  channel: "web",
  quantity: 1,
  amount: "19.99",
  date: "2024-02-29T12:00:00Z",
};
const sales = (count: number) => Array.from({ length: count }, () => sale);

test("whoever watches waits for all of a transaction of the catalogue that comes in several batches", async () => {
  await start({ maxBatchRows: 1 }).waitUntilFresh(soon());
  const watcher = start();
  await watcher.waitUntilFresh(soon());
  let batches = 0;
  world.proxy.treat = (statement) =>
    statement.startsWith("INSERT INTO product") && ++batches === 2 ? "hold" : "pass";
  await world.stores.pool.query("update sales.product set category_id = 1");
  await expect.poll(() => world.proxy.kept(), { timeout: 50_000 }).toBe(1);
  await expect(watcher.waitUntilFresh(AbortSignal.timeout(1_000))).rejects.toThrow();
  const midway = watcher.contents();
  await world.proxy.release();
  await watcher.waitUntilFresh(soon());
  // An answer that was kept midway must not be found any more.
  expect(watcher.contents()).not.toBe(midway);
});

test("of two mirrors one writes and both know how fresh it is; the other takes over", async () => {
  const one = start({ pollMs: 10 });
  await one.waitUntilFresh(soon());
  const other = start({ pollMs: 10 });
  await recordEntries(world.stores.pool, sales(10));
  await Promise.all([one.waitUntilFresh(soon()), other.waitUntilFresh(soon())]);
  await expectSameSums(world.stores);
  const leading = await world.stores.pool.query(
    "select count(*)::int as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
  );
  expect(leading.rows).toEqual([{ count: 1 }]);
  await one.stop();
  await recordEntries(world.stores.pool, sales(10));
  await other.waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("the one that watches knows how fresh it is while sales go on and on", async () => {
  const one = start({ pollMs: 10 });
  await one.waitUntilFresh(soon());
  const other = start();
  const ended = new AbortController();
  const selling = (async () => {
    while (!ended.signal.aborted) await recordEntries(world.stores.pool, sales(1));
  })();
  for (let times = 0; times < 3; times++) {
    const before = other.contents();
    await other.waitUntilFresh(soon());
    await expect.poll(() => other.contents()).not.toBe(before);
  }
  ended.abort();
  await selling;
  await other.waitUntilFresh(soon());
  await expectSameSums(world.stores);
});
