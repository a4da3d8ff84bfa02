import { setTimeout as sleep } from "node:timers/promises";
import { Granularity, Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { expectSameSums } from "../testing/compare-stores.ts";
import { doJob, waitForJob } from "../testing/do-job.ts";
import { type Entry, recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startRevenue } from "../testing/start-revenue.ts";
import { useMirrors } from "../testing/use-mirrors.ts";
import { requestJob } from "./mirror-job.ts";

const soon = () => AbortSignal.timeout(60_000);

const sale = (i: number): Entry => ({
  kind: "SALE",
  productId: (i % 4) + 1,
  channel: i % 3 ? "web" : "shop",
  quantity: 1,
  amount: "1.00",
  date: new Date(Date.UTC(2023, 0, 1) + (i % 700) * 86_400_000 + i * 1_000).toISOString(),
});
const sales = (count: number) => Array.from({ length: count }, (_, i) => sale(i));

const world = useMirrors();
const { ask } = world;
const start = () => world.start({ writeExpiryMs: 20_000 });

const litter = () =>
  ask<[string]>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE '%beside%'",
  );

test("rebuilds beside what is in service, without a wrong answer while sales go on", {
  timeout: 120_000,
}, async () => {
  const revenue = await startRevenue({ maxBatchRows: 200, maxPauseMs: 10, writeExpiryMs: 20_000 });
  const { pool } = revenue.stores;
  await recordCatalogue(pool, { categories: 2, products: 4 });
  await recordEntries(pool, sales(1_000));
  await revenue.mirror.waitUntilFresh(soon());
  const ended = new AbortController();
  const sold = [{ atMs: 0, count: 0 }];
  let count = 1_000;
  const selling = (async () => {
    while (!ended.signal.aborted) {
      await recordEntries(pool, [sale(count), sale(count + 350)]);
      count += 2;
      const { rows } = await pool.query<{ at: string }>(
        "select (extract(epoch from clock_timestamp()) * 1000)::text as at",
      );
      sold.push({ atMs: Number(rows[0]?.at), count });
      await sleep(20);
    }
  })();
  let answers = 0;
  const asking = (async () => {
    const questions = [
      async () => {
        const { points, ...answer } = await revenue.call("getRevenue", {
          groupBy: [Granularity.DAY, Granularity.MONTH][answers % 2],
          productId: answers % 4 < 2 ? [] : [1n, 2n, 3n, 4n],
        });
        return { ...answer, found: points.reduce((sum, { units }) => sum + Number(units), 0) };
      },
      async () => {
        const { items, ...answer } = await revenue.call("breakdownRevenue", { by: 2 });
        return { ...answer, found: items.reduce((sum, { units }) => sum + Number(units), 0) };
      },
    ];
    while (!ended.signal.aborted) {
      const ask = questions[answers % questions.length];
      if (!ask) continue;
      const { found, asOf, source } = await ask();
      const asOfMs = asOf ? timestampMs(asOf) : 0;
      const promised = sold.findLast(({ atMs }) => atMs < asOfMs)?.count ?? 0;
      expect(source).toBe(Source.CLICKHOUSE);
      expect(found).toBeGreaterThanOrEqual(promised);
      expect(found).toBeLessThanOrEqual(count + 2);
      answers++;
      await sleep(10); // An answer that is known already takes no time at all.
    }
  })();
  try {
    const before = answers;
    const jobs = await Promise.race([
      (async () => [await doJob(pool, "REBUILD"), await doJob(pool, "REBUILD")])(),
      asking,
      selling,
    ]);
    expect(jobs).toMatchObject([{ outcome: "DONE" }, { outcome: "DONE" }]);
    expect(answers).toBeGreaterThan(before + 10);
  } finally {
    ended.abort();
    await Promise.all([asking, selling]);
  }
  await revenue.mirror.waitUntilFresh(soon());
  await expectSameSums(revenue.stores);
  await recordEntries(pool, sales(100));
  await revenue.mirror.waitUntilFresh(soon());
  await expectSameSums(revenue.stores);
  await revenue.close();
});

test.each([
  "INSERT INTO revenue_by_day_beside",
  "DROP VIEW fill_revenue_by_day_beside",
  "EXCHANGE TABLES sale_fact ",
  "DROP TABLE IF EXISTS sale_fact_beside",
])(
  "a rebuild that ends at %s leaves nothing behind, and is done by the next",
  { timeout: 120_000 },
  async (statement) => {
    const { pool } = world.stores;
    await recordEntries(pool, sales(60));
    const first = start();
    await first.waitUntilFresh(soon());
    let isDying = false;
    world.proxy.treat = (asked) => {
      isDying ||= asked.startsWith(statement);
      return isDying ? "drop" : "pass";
    };
    const id = await requestJob(pool, "REBUILD", "test");
    await expect.poll(() => isDying, { timeout: 20_000 }).toBe(true);
    await first.stop();
    world.proxy.treat = () => "pass";
    await expectSameSums(world.stores);
    await recordEntries(pool, sales(7));
    const second = start();
    expect(await waitForJob(pool, id)).toMatchObject({ outcome: "DONE" });
    await second.waitUntilFresh(soon());
    await expectSameSums(world.stores);
    expect(await litter()).toEqual([]);
  },
);

test("a job that fails again and again is given up, and the mirror stays in service", {
  timeout: 120_000,
}, async () => {
  const { pool } = world.stores;
  await recordEntries(pool, sales(60));
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  world.proxy.treat = (asked) => (asked.startsWith("EXCHANGE") ? "drop" : "pass");
  expect(await doJob(pool, "REBUILD")).toMatchObject({ outcome: "FAILED" });
  await recordEntries(pool, sales(7));
  await mirror.waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("a product that was changed a moment ago is not missing after a rebuild", {
  timeout: 120_000,
}, async () => {
  const { pool } = world.stores;
  const mirror = start();
  await recordEntries(pool, sales(8));
  await mirror.waitUntilFresh(soon());
  const open = await pool.connect();
  await open.query("begin");
  await open.query("update sales.product set name = 'Late' where id = 1");
  await pool.query("update sales.product set name = 'Early' where id = 2");
  expect(await doJob(pool, "REBUILD")).toMatchObject({ outcome: "DONE" });
  const names = () => ask("SELECT id, name FROM product FINAL WHERE id < 3 ORDER BY id");
  expect(await names()).toEqual([
    ["1", "Product 1"],
    ["2", "Early"],
  ]);
  await open.query("commit");
  open.release();
  await mirror.waitUntilFresh(soon());
  expect(await names()).toEqual([
    ["1", "Late"],
    ["2", "Early"],
  ]);
});

test("what was rebuilt has another name in every process, so that none keeps an old answer", {
  timeout: 120_000,
}, async () => {
  const { pool } = world.stores;
  await recordEntries(pool, sales(8));
  const mirrors = [start(), start()];
  await Promise.all(mirrors.map((mirror) => mirror.waitUntilFresh(soon())));
  const before = mirrors.map((mirror) => mirror.contents());
  expect(await doJob(pool, "REBUILD")).toMatchObject({ outcome: "DONE" });
  for (const [i, mirror] of mirrors.entries()) {
    await expect.poll(() => mirror.contents()).not.toBe(before[i]);
  }
});
