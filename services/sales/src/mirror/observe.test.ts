import { expect, test } from "vitest";
import { useMirrors } from "../testing/use-mirrors.ts";

const world = useMirrors();
const soon = () => AbortSignal.timeout(50_000);

test("whoever watches waits for all of a transaction of the catalogue that comes in several batches", async () => {
  await world.start({ maxBatchRows: 1 }).waitUntilFresh(soon());
  const watcher = world.start();
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
