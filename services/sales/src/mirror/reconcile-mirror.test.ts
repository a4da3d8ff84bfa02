import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createStoreDays } from "../store-days/store-days.ts";
import { nameStoreTables } from "../store-days/store-roll-ups.ts";
import { expectSameSums } from "../testing/compare-stores.ts";
import { doJob } from "../testing/do-job.ts";
import { type Entry, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";

const world = useMirrors();
const soon = () => AbortSignal.timeout(60_000);
const start = (checkIntervalMs = 0, maxCheckRows = 25) =>
  world.start({ writeExpiryMs: 20_000, checkIntervalMs, maxCheckRows });

const sales = (count: number): Entry[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: i % 7 === 3 ? "REFUND" : "SALE",
    productId: (i % 4) + 1,
    channel: i % 3 ? "web" : "a|b ü☃",
    quantity: i % 7 === 3 ? -1 : 2,
    amount: i % 7 === 3 ? "-2.5" : "19.9905",
    date: new Date(Date.UTC(1970, 0, 2) + i * 161_234_567).toISOString(),
  }));

/** Asks for the differences that were noted, as `table place`. */
async function listNoted(): Promise<string[]> {
  const { rows } = await world.stores.pool.query<{ noted: string }>(
    "select distinct trim(table_name || ' ' || place) as noted from sales.mirror_difference order by 1",
  );
  return rows.map(({ noted }) => noted);
}

const copyOf = (where: string) =>
  `INSERT INTO sale_fact (epoch, xid, id, kind, product_id, channel, quantity, unit_price, amount, sale_date, refund_of)
    SELECT epoch, xid, id, kind, product_id, channel, quantity, unit_price, amount, sale_date, refund_of FROM sale_fact WHERE ${where}`;

const synchronously = "SETTINGS mutations_sync = 2";
const byStore = nameStoreTables(createStoreDays("UTC"));
const rollUpTables = ["slot", "day", "day_product", "month_product", "product_slot"]
  .map((name) => `revenue_by_${name}`)
  .concat(Object.values(byStore));

/** Ways to damage single facts, each of another day. */
const factDamages: Record<string, string> = {
  "a lost row": `ALTER TABLE sale_fact DELETE WHERE id = 7 ${synchronously}`,
  "a doubled row": copyOf("id = 17"),
  "a cent too much": `ALTER TABLE sale_fact UPDATE amount = amount + 0.01 WHERE id = 27 ${synchronously}`,
  "another channel": `ALTER TABLE sale_fact UPDATE channel = 'web2' WHERE id = 37 ${synchronously}`,
  "a sale that never was":
    "INSERT INTO sale_fact (epoch, xid, id, kind, product_id, channel, quantity, unit_price, amount, sale_date) VALUES (1, 1, 999, 'SALE', 1, 'web', 1, 1, 1, '2099-01-01 00:00:00')",
};

const loseRows = (table: string) =>
  `ALTER TABLE ${table} DELETE WHERE channel = 'web' ${synchronously}`;
const addCent = (table: string) =>
  `ALTER TABLE ${table} UPDATE amount = amount + 0.01 WHERE channel = 'web' ${synchronously}`;

/** Ways to damage whole tables, of which each must be found to be wrong. */
const damages: Record<string, string>[] = [
  { sale_fact: `ALTER TABLE sale_fact DELETE WHERE kind = 'WATERMARK' ${synchronously}` },
  { sale_fact: "TRUNCATE TABLE sale_fact" },
  {
    ...Object.fromEntries(rollUpTables.map((table) => [table, addCent(table)])),
    product: `ALTER TABLE product UPDATE name = 'Wrong' WHERE id = 2 ${synchronously}`,
    category: "INSERT INTO category (id, name, deleted, epoch, xid) VALUES (77, 'Nobody', 0, 1, 5)",
  },
  {
    revenue_by_slot: "TRUNCATE TABLE revenue_by_slot",
    revenue_by_day:
      "INSERT INTO revenue_by_day SELECT day + 1, channel, kind, -amount, -units, -entries, first_at, last_at, position FROM revenue_by_day WHERE day > toDate(1)",
    revenue_by_day_product: loseRows("revenue_by_day_product"),
    revenue_by_month_product: `ALTER TABLE revenue_by_month_product UPDATE last_at = last_at + 1 WHERE product_id = 2 ${synchronously}`,
    revenue_by_product_slot: loseRows("revenue_by_product_slot"),
    [byStore.productDay]: loseRows(byStore.productDay),
    product: `ALTER TABLE product DELETE WHERE id = 4 ${synchronously}`,
  },
];

async function expectEqual(): Promise<void> {
  await expectSameSums(world.stores);
  expect(await doJob(world.stores.pool, "RECONCILE")).toMatchObject({ outcome: "EQUAL" });
}

/** Asks for a comparison that must repair, and answers what was noted. */
async function repair(): Promise<string[]> {
  await world.stores.pool.query("delete from sales.mirror_difference");
  expect(await doJob(world.stores.pool, "RECONCILE")).toMatchObject({ outcome: "REPAIRED" });
  const noted = await listNoted();
  await expectSameSums(world.stores);
  return noted;
}

test("finds every kind of damage and repairs it", { timeout: 300_000 }, async () => {
  const { pool, clickhouse } = world.stores;
  await recordEntries(pool, sales(60));
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  expect(await doJob(pool, "RECONCILE")).toMatchObject({ outcome: "EQUAL" });
  for (const query of Object.values(factDamages)) await clickhouse.command({ query });
  const { rows } = await pool.query<{ place: string }>(
    "select 'sale_fact ' || to_char(sale_date at time zone 'UTC', 'YYYY-MM-DD') as place from sales.sale where id in (7, 17, 27, 37) order by 1",
  );
  const places = [...rows.map(({ place }) => place), "sale_fact 2099-01-01"];
  expect((await repair()).filter((place) => place.startsWith("sale_fact"))).toEqual(places);
  for (const statements of damages) {
    for (const query of Object.values(statements)) await clickhouse.command({ query });
    const tables = (await repair()).map((place) => place.split(" ")[0]);
    expect(tables).toEqual(expect.arrayContaining(Object.keys(statements)));
  }
  await recordEntries(pool, sales(20));
  await mirror.waitUntilFresh(soon());
  await expectEqual();
});

test("names the day and both figures, answers from the ledger meanwhile, and raises the alarm", {
  timeout: 300_000,
}, async () => {
  const { pool, clickhouse } = world.stores;
  await recordEntries(pool, [
    { ...(sales(1)[0] as Entry), channel: "web", date: "2024-02-29T10:00:00Z" },
  ]);
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  const before = mirror.contents();
  await clickhouse.command({
    query: `ALTER TABLE revenue_by_day UPDATE units = 3 WHERE day = '2024-02-29' ${synchronously}`,
  });
  const { id } = await doJob(pool, "RECONCILE");
  const { rows } = await pool.query(
    "select table_name, place, expected, found, repaired_at is not null as repaired from sales.mirror_difference where job_id = $1",
    [id],
  );
  expect(rows).toEqual([
    {
      table_name: "revenue_by_day",
      place: "2024-02-29",
      expected: "amount 19.9905, 2 pieces, 1 entries in 1 rows",
      found: "amount 19.9905, 3 pieces, 1 entries",
      repaired: true,
    },
  ]);
  await mirror.waitUntilFresh(soon());
  expect(mirror.contents()).not.toBe(before);
  expect(
    await mirror.registry.getSingleMetricAsString("backroom_mirror_differences_total"),
  ).toContain('backroom_mirror_differences_total{table="revenue_by_day"} 1');
});

test("finds damage by itself, a little at a time, and knows it for as long as it is there", {
  timeout: 300_000,
}, async () => {
  const { pool, clickhouse } = world.stores;
  await recordEntries(pool, sales(60));
  const mirror = start(1);
  await mirror.waitUntilFresh(soon());
  const other = start();
  await other.waitUntilFresh(soon());
  world.proxy.treat = (asked) => (asked.startsWith("CREATE TABLE") ? "drop" : "pass"); // No repair.
  await clickhouse.command({
    query: `ALTER TABLE sale_fact UPDATE amount = amount + 0.01 WHERE id = 50 ${synchronously}`,
  });
  await expect.poll(() => listNoted(), { timeout: 200_000 }).not.toEqual([]);
  await expect
    .poll(() => [mirror.asOfMs(), other.asOfMs()], { timeout: 200_000 })
    .toEqual([undefined, undefined]);
  world.proxy.treat = () => "pass";
  await mirror.stop();
  await other.waitUntilFresh(soon()); // It takes over and knows what is to be repaired.
  await expectEqual();
});

test("never takes sales that pour in, late commits or changes of the catalogue for damage", {
  timeout: 300_000,
}, async () => {
  const { pool } = world.stores;
  await recordEntries(pool, sales(60));
  const mirror = start(1, 1_000);
  await mirror.waitUntilFresh(soon());
  const ended = new AbortController();
  const pouring = [0, 1, 2].map(async (lane) => {
    for (let i = 0; !ended.signal.aborted; i++) {
      const client = await pool.connect();
      await client.query("begin");
      await recordEntries(client, sales(5 + lane));
      await client.query("update sales.product set name = $1, category_id = $2 where id = $3", [
        `Name ${i}`,
        (i % 2) + 1,
        lane + 1,
      ]);
      await sleep(i % 3 === lane ? 100 : 20);
      await client.query(i % 5 === 4 ? "rollback" : "commit");
      client.release();
    }
  });
  expect(await doJob(pool, "RECONCILE")).toMatchObject({ outcome: "EQUAL" });
  const age = async () => {
    const text = await mirror.registry.getSingleMetricAsString("backroom_mirror_check_age_seconds");
    return Number(text.split(" ").at(-1));
  };
  const before = performance.now();
  await expect
    .poll(async () => (await age()) < (performance.now() - before) / 1000, { timeout: 200_000 })
    .toBe(true); // A whole round has ended since then, a little at a time.
  ended.abort();
  await Promise.all(pouring);
  expect(await listNoted()).toEqual([]);
  await mirror.waitUntilFresh(soon());
  await expectEqual();
});
