import { expect, test } from "vitest";
import { createStoreDays } from "../store-days/store-days.ts";
import { nameStoreTables } from "../store-days/store-roll-ups.ts";
import { expectSameSums } from "../testing/compare-stores.ts";
import { type Entry, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";

const world = useMirrors();
const { start, ask } = world;
const soon = () => AbortSignal.timeout(50_000);

function sale(cents: number): Entry {
  const date = new Date(Date.UTC(2024, 0, 1) + cents * 61_234_567).toISOString();
  const productId = (cents % 4) + 1;
  const amount = (cents / 100).toFixed(2);
  return { kind: "SALE", productId, channel: "web", quantity: 1, amount, date };
}

const sales = (count: number) => Array.from({ length: count }, (_, i) => sale(i + 1));

const isFactInsert = (statement: string) => statement.startsWith("INSERT INTO sale_fact");

test("mirrors text that needs escaping, with the names of product and category", async () => {
  const channel = "a\tb\\n\n'ü☃";
  await recordEntries(world.stores.pool, [
    { ...sale(1999), channel, date: "2024-02-29T23:59:59.123Z" },
  ]);
  await start().waitUntilFresh(soon());
  expect(await ask("SELECT channel, product, category, sale_date, amount FROM sales")).toEqual([
    [channel, "Product 4", "Category 2", "2024-02-29 23:59:59.123", "19.99"],
  ]);
});

test("writes each batch as one part, and says how far it has come", async () => {
  await recordEntries(world.stores.pool, sales(1_000));
  const mirror = start({ maxBatchRows: 300 });
  await mirror.waitUntilFresh(soon());
  await expectSameSums(world.stores);
  const parts = await ask(
    "SELECT table, count() FROM system.parts WHERE database = currentDatabase() AND min_block_number = max_block_number AND (table = 'sale_fact' OR table LIKE 'revenue%') GROUP BY table ORDER BY table",
  );
  expect(parts).toEqual(
    ["day", "day_product", "month_product", "product_slot", "slot"]
      .map((name) => `revenue_by_${name}`)
      .concat("sale_fact", Object.values(nameStoreTables(createStoreDays("UTC"))))
      .sort()
      .map((name) => [name, "4"]),
  );
  expect(await mirror.registry.getSingleMetricAsString("backroom_mirror_rows_total")).toContain(
    'backroom_mirror_rows_total{feed="sale"} 1000',
  );
});

test("loses no sale that commits after a later one", async () => {
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  const late = await world.stores.pool.connect();
  await late.query("begin");
  await recordEntries(late, [sale(1)]);
  await recordEntries(world.stores.pool, [sale(2)]);
  const { rows } = await late.query("select extract(epoch from clock_timestamp()) * 1000 as ms");
  await expect(mirror.waitUntilFresh(AbortSignal.timeout(500))).rejects.toThrow();
  // It does not claim what it had to leave out.
  expect(mirror.asOfMs()).toBeLessThan(Number(rows[0].ms));
  await late.query("commit");
  late.release();
  await mirror.waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("does not double a batch whose answer was lost", async () => {
  const mirror = start({ writeExpiryMs: 3_000 });
  await mirror.waitUntilFresh(soon());
  let lost = 0;
  world.proxy.treat = (statement) =>
    isFactInsert(statement) && lost++ < 2 ? "lose answer" : "pass";
  await recordEntries(world.stores.pool, sales(10));
  await mirror.waitUntilFresh(soon());
  await recordEntries(world.stores.pool, sales(5));
  await mirror.waitUntilFresh(soon());
  expect(lost).toBe(2); // Each was found to be there, and none was sent again.
  await expectSameSums(world.stores);
});

test("a batch that arrives after its time is refused", async () => {
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  let kept = 0;
  world.proxy.treat = (statement) =>
    isFactInsert(statement) && kept++ === 0 ? "keep back" : "pass";
  await recordEntries(world.stores.pool, sales(10));
  await mirror.waitUntilFresh(soon());
  const statuses = await world.proxy.release();
  expect(statuses).toEqual([500]);
  await expectSameSums(world.stores);
});

test("levels roll-ups that a crash left behind or ahead", async () => {
  const first = start();
  await recordEntries(world.stores.pool, sales(50));
  await first.waitUntilFresh(soon());
  await first.stop();
  const { clickhouse } = world.stores;
  // Facts whose parts in two roll-ups never came.
  await clickhouse.command({ query: "DETACH TABLE fill_revenue_by_day SYNC" });
  await clickhouse.command({ query: "DETACH TABLE fill_revenue_by_product_slot SYNC" });
  await recordEntries(world.stores.pool, sales(7));
  const second = start();
  await second.waitUntilFresh(soon());
  await second.stop();
  await expect(expectSameSums(world.stores)).rejects.toThrow();
  await clickhouse.command({ query: "ATTACH TABLE fill_revenue_by_day" });
  await clickhouse.command({ query: "ATTACH TABLE fill_revenue_by_product_slot" });
  // A roll-up that holds what the facts do not, and one that has lost all.
  await clickhouse.command({
    query:
      "INSERT INTO revenue_by_slot SELECT '2024-01-01 00:00:00', 'web', 'SALE', 5, 1, 1, (1, 0, 0)",
  });
  await clickhouse.command({
    query:
      "INSERT INTO revenue_by_slot SELECT toDateTime(0, 'UTC'), '', 'WATERMARK', 0, 0, 0, (9, 9, 9)",
  });
  await clickhouse.command({ query: "TRUNCATE TABLE revenue_by_month_product" });
  await recordEntries(world.stores.pool, sales(3));
  await start().waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("replaces tables of an earlier version, and fills those that came in their place", async () => {
  const { clickhouse } = world.stores;
  const first = start();
  await recordEntries(world.stores.pool, sales(40));
  await first.waitUntilFresh(soon());
  await first.stop();
  // As an earlier version left it: its tables are there, and what replaced them was never applied.
  await clickhouse.command({
    query: "ALTER TABLE schema_migration DELETE WHERE name >= '016' SETTINGS mutations_sync = 2",
  });
  await clickhouse.command({ query: "DROP TABLE fill_revenue_by_day, revenue_by_day" });
  await clickhouse.command({
    query:
      "CREATE TABLE revenue_by_day (day Date, gross Decimal(38, 4)) ENGINE = MergeTree ORDER BY day",
  });
  await recordEntries(world.stores.pool, sales(7));
  await start().waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("fills the mirror anew when it holds a batch twice", async () => {
  const first = start();
  await recordEntries(world.stores.pool, sales(20));
  await first.waitUntilFresh(soon());
  await first.stop();
  await world.stores.clickhouse.command({
    query:
      "INSERT INTO sale_fact (epoch, xid, id, kind, product_id, channel, quantity, unit_price, amount, sale_date, refund_of) SELECT epoch, xid, id, kind, product_id, channel, quantity, unit_price, amount, sale_date, refund_of FROM sale_fact",
  });
  await start().waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("goes on by itself when the connection that holds its lock dies", async () => {
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  await world.stores.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'backroom mirror' and datname = current_database()",
  );
  await recordEntries(world.stores.pool, sales(10));
  await mirror.waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("catches up when ClickHouse is back, and does not claim to be fresh meanwhile", async () => {
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  world.proxy.treat = () => "drop";
  await recordEntries(world.stores.pool, sales(100));
  await expect.poll(() => mirror.asOfMs()).toBeUndefined();
  world.proxy.treat = () => "pass";
  await mirror.waitUntilFresh(soon());
  expect(mirror.asOfMs()).toBeGreaterThan(0);
  await expectSameSums(world.stores);
});

test("starts while ClickHouse is away", async () => {
  world.proxy.treat = () => "drop";
  const mirror = start();
  await recordEntries(world.stores.pool, sales(3));
  await expect(mirror.waitUntilFresh(AbortSignal.timeout(300))).rejects.toThrow();
  world.proxy.treat = () => "pass";
  await mirror.waitUntilFresh(soon());
  await expectSameSums(world.stores);
});

test("follows names and categories as they change", async () => {
  const mirror = start();
  await recordEntries(world.stores.pool, [sale(1)]);
  await mirror.waitUntilFresh(soon());
  await world.stores.pool.query(
    "update sales.product set name = 'Renamed', category_id = 1 where id = 2",
  );
  await world.stores.pool.query("update sales.category set name = 'Toys' where id = 1");
  await mirror.waitUntilFresh(soon());
  expect(await ask("SELECT product, category FROM sales")).toEqual([["Renamed", "Toys"]]);
  expect(await ask("SELECT DISTINCT category, revenue FROM daily_revenue")).toEqual([
    ["Toys", "0.01"],
  ]);
});

test("reads rows of an earlier epoch whatever their transaction was", async () => {
  await recordEntries(world.stores.pool, [sale(1)]);
  await world.stores.pool.query("update sales.sale set xid = '9000000000000'");
  await world.stores.pool.query(
    "insert into sales.epoch select 2, system_identifier from sales.epoch",
  );
  await world.stores.pool.query("alter table sales.sale alter column epoch set default 2");
  const mirror = start();
  await mirror.waitUntilFresh(soon());
  await recordEntries(world.stores.pool, [sale(2)]);
  await mirror.waitUntilFresh(soon());
  expect(mirror.position().epoch).toBe(2);
  await expectSameSums(world.stores);
});
