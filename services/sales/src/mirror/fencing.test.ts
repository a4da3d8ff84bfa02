import { setTimeout as sleep } from "node:timers/promises";
import { Gate } from "@backroom/kit/testing";
import { expect, test } from "vitest";
import { expectSameSums } from "../testing/compare-stores.ts";
import { waitForJob } from "../testing/do-job.ts";
import { type Entry, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";
import { requestJob } from "./mirror-job.ts";

const world = useMirrors();
const start = (postgresUrl = world.stores.postgresUrl) =>
  world.start({ postgresUrl, writeExpiryMs: 1_000 });
const soon = () => AbortSignal.timeout(60_000);

const sales = (count: number): Entry[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: "SALE",
    productId: (i % 4) + 1,
    channel: "web",
    quantity: 1,
    amount: "2.50",
    date: new Date(Date.UTC(2024, 0, 1) + i * 61_234_567).toISOString(),
  }));

const litter = () =>
  world.ask<[string]>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE '%beside%'",
  );

/** Ends the sessions of mirrors on the server, as when it has given them up. */
async function endSessions(): Promise<void> {
  await world.stores.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'backroom mirror%' and datname = current_database()",
  );
}

/**
 * Pauses a mirror just before it sends a statement, lets another take its place while the first has
 * no way to know, wakes the first, and answers what became of the statement.
 */
async function pauseBefore(statement: string, prepare: () => Promise<unknown>): Promise<number> {
  const { pool, postgresUrl } = world.stores;
  let gate: Gate | undefined;
  try {
    gate = await Gate.open(postgresUrl);
    let isPaused = false;
    world.proxy.treat = (asked) => {
      if (isPaused || !asked.startsWith(statement)) return "pass";
      isPaused = true;
      return "hold";
    };
    await prepare();
    start(gate.url);
    await expect.poll(() => world.proxy.kept(), { timeout: 60_000 }).toBe(1);
    gate.freeze();
    await endSessions();
    const second = start();
    await recordEntries(pool, sales(9));
    await second.waitUntilFresh(soon());
    await expectSameSums(world.stores);
    const [status] = await world.proxy.release();
    await recordEntries(pool, sales(5));
    await second.waitUntilFresh(soon());
    await expectSameSums(world.stores);
    return status ?? 0;
  } finally {
    await gate?.shut();
  }
}

test.each([
  "CREATE TABLE revenue_by_month_product_beside",
  "EXCHANGE TABLES revenue_by_month_product ",
])(
  "a mirror paused while it rebuilds a roll-up, before %s, harms nothing when it wakes",
  { timeout: 120_000 },
  async (statement) => {
    await recordEntries(world.stores.pool, sales(40));
    const first = start();
    await first.waitUntilFresh(soon());
    await first.stop();
    const status = await pauseBefore(statement, async () => {
      // Ahead of the facts: it cannot be levelled.
      await world.stores.clickhouse.command({
        query:
          "INSERT INTO revenue_by_month_product SELECT toDate(0), '', 0, 'WATERMARK', 0, 0, 0, 0, 0, (9, 9, 9)",
      });
    });
    if (statement.startsWith("EXCHANGE")) expect(status).toBe(404);
  },
);

test.each([
  "INSERT INTO sale_fact_beside",
  "EXCHANGE TABLES sale_fact ",
  "EXCHANGE TABLES revenue_by_day_product ",
])(
  "a mirror paused while it rebuilds everything, before %s, harms nothing when it wakes",
  { timeout: 120_000 },
  async (statement) => {
    const { pool } = world.stores;
    await recordEntries(pool, sales(40));
    let id = "";
    const status = await pauseBefore(statement, async () => {
      id = await requestJob(pool, "REBUILD", "test");
    });
    if (!statement.startsWith("CREATE TABLE")) expect(status).toBe(404);
    expect(await waitForJob(pool, id)).toMatchObject({ outcome: "DONE" });
    await expectSameSums(world.stores);
    if (!statement.startsWith("CREATE TABLE")) expect(await litter()).toEqual([]);
  },
);

test("names that a paused mirror writes late do not put an old name back", {
  timeout: 120_000,
}, async () => {
  const { pool } = world.stores;
  await recordEntries(pool, sales(4));
  const rename = (name: string) =>
    pool.query("update sales.product set name = $1 where id = 1", [name]);
  await rename("Old");
  const status = await pauseBefore("INSERT INTO product ", async () => {});
  expect(status).toBe(200);
  await rename("New");
  const second = start();
  await second.waitUntilFresh(soon());
  expect(await world.ask("SELECT name FROM product FINAL WHERE id = 1")).toEqual([["New"]]);
});

test("a mirror that is started anew waits for the last batch of one that did not leave in good order", {
  timeout: 120_000,
}, async () => {
  const { pool, postgresUrl } = world.stores;
  const gate = await Gate.open(postgresUrl);
  try {
    let isHeld = false;
    world.proxy.treat = (asked) => {
      if (isHeld || !asked.startsWith("INSERT INTO sale_fact ")) return "pass";
      isHeld = true;
      return "hold";
    };
    world.start({ postgresUrl: gate.url, writeExpiryMs: 4_000 });
    await recordEntries(pool, sales(12));
    await expect.poll(() => world.proxy.kept(), { timeout: 60_000 }).toBe(1);
    gate.freeze();
    await endSessions();
    const second = world.start({ writeExpiryMs: 4_000 });
    const leads = () =>
      pool.query(
        "select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
      );
    await expect.poll(async () => (await leads()).rowCount, { timeout: 60_000 }).toBe(1);
    await sleep(500); // Time enough to read positions too early.
    await world.proxy.release(); // It arrives in time, or is refused.
    await second.waitUntilFresh(soon());
    await expectSameSums(world.stores);
  } finally {
    await gate.shut();
  }
});
