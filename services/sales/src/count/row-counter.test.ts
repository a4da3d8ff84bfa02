import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "@backroom/kit";
import { testContext } from "@backroom/kit/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addMatches, addTimes, Conditions } from "../ledger/conditions.ts";
import type { RowSelection } from "../ledger/filter-rows.ts";
import { Contents } from "../mirror/contents.ts";
import type { Mirror } from "../mirror/start-mirror.ts";
import { doJob } from "../testing/do-job.ts";
import { type Entry, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";
import { RowCounter } from "./row-counter.ts";
import { sumCounted, writeTotal } from "./write-total.ts";

const world = useMirrors();
const firstMs = Date.UTC(2024, 0, 30);
const spanMs = 70 * 86_400_000;

/** An entry of a number: scattered over 70 days, four products and three channels. */
const entry = (n: number): Entry => ({
  kind: n % 5 === 0 ? "REFUND" : "SALE",
  productId: 1 + (n % 4),
  channel: ["web", "shop", "till"][n % 3] ?? "",
  quantity: n % 5 === 0 ? -1 : 1,
  amount: n % 5 === 0 ? "-1.00" : "1.00",
  date: new Date(firstMs + (Math.imul(n, 2_654_435_761) >>> 0) * (spanMs / 2 ** 32)).toISOString(),
});
const entries = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => entry(from + n));

const instantMs = fc.oneof(
  fc.integer({ min: firstMs - 1_000, max: firstMs + spanMs + 1_000 }),
  fc.integer({ min: 0, max: 70 }).map((day) => firstMs + day * 86_400_000),
  fc.integer({ min: 0, max: 70 * 96 }).map((slot) => firstMs + slot * 900_000),
);
const selections: fc.Arbitrary<RowSelection> = fc
  .record(
    {
      from: instantMs,
      to: instantMs,
      productIds: fc.subarray([
        1n,
        2n,
        3n,
        4n,
        ...Array.from({ length: 20 }, (_, n) => 100n + BigInt(n)),
      ]),
      channel: fc.constantFrom("web", "shop", "till", "nowhere"),
      kind: fc.constantFrom("SALE", "REFUND", "VOID"),
    },
    { requiredKeys: [] },
  )
  .map(({ from, to, ...selection }) => {
    const isTurned = from !== undefined && to !== undefined && to < from;
    return { ...selection, startMs: isTurned ? to : from, endMs: isTurned ? from : to };
  });

/** Counts in two ways in one snapshot: with what the mirror has counted, and without. */
async function countTwice(counter: RowCounter, selection: RowSelection) {
  const counted = await counter.count(selection, testContext());
  if (!counted) return undefined;
  const conditions = new Conditions();
  const total = writeTotal(conditions.values, selection, counted);
  addMatches(conditions, selection);
  addTimes(conditions, selection);
  const { rows } = await world.stores.pool.query<{ total: string; plain: string }>(
    `select ${total} as total, (select count(*) from sales.sale s ${conditions.toWhere()}) as plain`,
    conditions.values,
  );
  return { ...rows[0], mirrored: sumCounted(counted.parts) };
}

const startCounter = (mirror: Mirror) =>
  new RowCounter({
    clickhouse: world.stores.clickhouse,
    mirror,
    log: createLog("test", "silent"),
    leastRows: 1,
  });

test("every total equals the ledger's own count of the same moment, while much is written and the mirror is rebuilt", {
  timeout: 400_000,
}, async () => {
  const { pool } = world.stores;
  await recordEntries(pool, entries(0, 2_000));
  const mirror = world.start({
    maxBatchRows: 300,
    maxPauseMs: 10,
    pollMs: 10,
    writeExpiryMs: 20_000,
  });
  await mirror.waitUntilFresh(AbortSignal.timeout(180_000));
  const counter = startCounter(mirror);
  let isOver = false;

  /** Writes in transactions that overlap, of which every fifth comes to nothing. */
  async function write(lane: number): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await recordEntries(client, entries(10_000 * lane + 7 * n, 1 + (n % 30)));
        await sleep((n * 13) % 60);
        await client.query(n % 5 === 4 ? "rollback" : "commit");
      } finally {
        client.release();
      }
    }
  }
  const writing = [write(1), write(2)];
  let beyond = 0;
  let byMirror = 0;
  // Some are asked for again and again, and answered from memory: what is of no product never is.
  const often = fc.sample(
    selections.filter(({ productIds }) => productIds?.length !== 0),
    4,
  );
  try {
    for (let isRebuilt = false; byMirror < 80 || !isRebuilt; ) {
      const rebuilding = byMirror >= 40 && !isRebuilt ? doJob(pool, "REBUILD") : undefined;
      const until = byMirror + 40;
      while (byMirror < until) {
        const [fresh = {}] = fc.sample(selections, 1);
        const selection = byMirror % 2 === 0 ? fresh : (often[(byMirror >> 1) % 4] ?? {});
        const found = await countTwice(counter, selection);
        if (!found) {
          // The mirror is in doubt, which ends only once others get their turn.
          await sleep(1);
          continue;
        }
        byMirror++;
        expect([selection, found.total]).toEqual([selection, found.plain]);
        if (BigInt(found.plain ?? 0) > found.mirrored) beyond++;
      }
      if (rebuilding) {
        expect((await rebuilding).outcome).toBe("DONE");
        isRebuilt = true;
      }
    }
  } finally {
    isOver = true;
    await Promise.all(writing);
  }
  expect(beyond).toBeGreaterThan(0);
  await mirror.waitUntilFresh(AbortSignal.timeout(180_000));
  expect(await countTwice(counter, {})).toMatchObject({
    mirrored: BigInt((await pool.query("select from sales.sale")).rowCount ?? 0),
  });
});

test("what was counted is not asked again until the mirror has other contents or much was written", {
  timeout: 400_000,
}, async () => {
  const { clickhouse, pool } = world.stores;
  await recordEntries(pool, entries(0, 500));
  const mirror = world.start();
  await mirror.waitUntilFresh(AbortSignal.timeout(180_000));
  let asked = 0;
  const query: typeof clickhouse.query = (...params) => {
    asked++;
    return clickhouse.query(...params);
  };
  let contents = mirror.contents();
  const counter = new RowCounter({
    clickhouse: Object.assign(Object.create(clickhouse), { query }),
    mirror: { ...mirror, contents: () => contents },
    log: createLog("test", "silent"),
    leastRows: 1,
  });
  const total = async () => (await countTwice(counter, { channel: "web" }))?.total;
  const before = await total();
  await recordEntries(pool, entries(500, 300));
  await mirror.waitUntilFresh(AbortSignal.timeout(180_000));
  expect(Number(await total())).toBe(Number(before) + 100);
  expect(asked).toBe(1);
  contents = new Contents();
  expect(Number(await total())).toBe(Number(before) + 100);
  expect(asked).toBe(2);
  await recordEntries(pool, entries(800, 3_000));
  await mirror.waitUntilFresh(AbortSignal.timeout(180_000));
  expect(Number(await total())).toBe(Number(before) + 1_100);
  expect(asked).toBe(3);
});

test("the ledger counts what the mirror cannot: an order, a small ledger, or while the mirror is in doubt", {
  timeout: 400_000,
}, async () => {
  const { pool } = world.stores;
  await recordEntries(pool, entries(0, 100));
  const mirror = world.start();
  await mirror.waitUntilFresh(AbortSignal.timeout(180_000));
  const count = (counter: RowCounter, selection: RowSelection = {}) =>
    counter.count(selection, testContext());
  const counter = startCounter(mirror);
  expect(await count(counter)).toBeDefined();
  expect(await count(counter, { orderRef: "A-1" })).toBeUndefined();
  expect(await count(counter, { productIds: [] })).toBeUndefined();
  const { clickhouse } = world.stores;
  const log = createLog("test", "silent");
  expect(await count(new RowCounter({ clickhouse, mirror, log }))).toBeUndefined();
  for (const doubt of [{ asOfMs: () => undefined }, { contents: () => undefined }]) {
    expect(await count(startCounter({ ...mirror, ...doubt }))).toBeUndefined();
  }
  await clickhouse.command({ query: "RENAME TABLE revenue_by_day TO away" });
  expect(await count(startCounter(mirror))).toBeUndefined();
});
