import { expect, test } from "vitest";
import { doJob } from "../../testing/do-job.ts";
import { FakeItems } from "../../testing/fake-items.ts";
import { useMirrors } from "../../testing/use-mirrors.ts";

const world = useMirrors();
const start = (items: FakeItems) => world.start({ inventory: items.backend, stockPollMs: 20 });
const stock = () =>
  world.ask<[string, string]>("SELECT product_id, quantity FROM item FINAL ORDER BY product_id");
const soon = () => AbortSignal.timeout(60_000);

test("items follow the inventory, and a restart reads only what is new", async () => {
  const items = new FakeItems();
  items.put([1, 10n], [2, 20n]);
  const mirror = start(items);
  await expect
    .poll(() => stock().catch(() => []))
    .toEqual([
      ["1", "10"],
      ["2", "20"],
    ]);
  items.put([2, -3n]);
  await expect.poll(stock).toEqual([
    ["1", "10"],
    ["2", "-3"],
  ]);
  await mirror.stop();
  items.put([3, 30n]);
  items.answeredCount = 0;
  start(items);
  await expect.poll(async () => (await stock()).length).toBe(3);
  expect(items.answeredCount).toBe(1);
});

test("more items of one transaction than a batch holds go on in its middle", async () => {
  const items = new FakeItems();
  items.put(...Array.from({ length: 12_000 }, (_, nth) => [nth + 1, 1n] as const));
  let isCut = false;
  world.proxy.treat = (statement) => {
    if (!/^INSERT INTO item/.test(statement) || items.answeredCount < 10_000 || isCut)
      return "pass";
    isCut = true;
    return "lose answer"; // The second batch arrives, and the mirror is not told.
  };
  start(items);
  await expect.poll(async () => (await stock().catch(() => [])).length).toBe(12_000);
  expect(isCut).toBe(true);
  const [[rows] = [""]] = await world.ask<[string]>("SELECT count() FROM item");
  expect(rows).toBe("12000"); // Nothing was written twice.
});

test("while the inventory is away sales go on, and a rebuild loses no stock", async () => {
  const items = new FakeItems();
  items.put([1, 10n]);
  const mirror = start(items);
  await expect.poll(() => stock().catch(() => [])).toEqual([["1", "10"]]);
  items.isAway = true;
  await mirror.waitUntilFresh(soon());
  const rebuilt = await doJob(world.stores.pool, "REBUILD");
  expect(rebuilt.outcome).toBe("DONE");
  expect(rebuilt.progress).toContain("the stock could not be compared and stays as it was");
  expect(await stock()).toEqual([["1", "10"]]);
  expect((await doJob(world.stores.pool, "RECONCILE")).outcome).toBe("FAILED");
  items.isAway = false;
  items.put([1, 9n]);
  await expect.poll(stock).toEqual([["1", "9"]]);
});

test("a reconcile finds and repairs items that are wrong, missing or too many", async () => {
  const items = new FakeItems();
  items.put([1, 10n], [2, 20n], [3, 30n]);
  start(items);
  await expect.poll(async () => (await stock().catch(() => [])).length).toBe(3);
  const { clickhouse, pool } = world.stores;
  expect((await doJob(pool, "RECONCILE")).outcome).toBe("EQUAL");
  for (const query of [
    "ALTER TABLE item UPDATE quantity = 11 WHERE product_id = 1 SETTINGS mutations_sync = 2",
    "ALTER TABLE item DELETE WHERE product_id = 2 SETTINGS mutations_sync = 2",
    "INSERT INTO item (id, product_id, quantity, origin, xid) VALUES (generateUUIDv4(), 9, 9, 7, 1)",
  ]) {
    await clickhouse.command({ query });
  }
  const { outcome, progress } = await doJob(pool, "RECONCILE");
  expect([outcome, progress]).toEqual([
    "REPAIRED",
    expect.stringContaining("3 items, 3 were wrong"),
  ]);
  expect(await stock()).toEqual([
    ["1", "10"],
    ["2", "20"],
    ["3", "30"],
  ]);
});

test("an inventory restored from a copy is copied anew", async () => {
  const items = new FakeItems();
  items.put([1, 10n]);
  items.put([2, 20n]);
  start(items);
  await expect.poll(async () => (await stock().catch(() => [])).length).toBe(2);
  items.restore(8n, [1, 5n]);
  await expect.poll(stock).toEqual([["1", "5"]]);
});
