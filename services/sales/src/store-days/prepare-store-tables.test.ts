import { expect, test } from "vitest";
import type { Mirror } from "../mirror/start-mirror.ts";
import { expectSameSums } from "../testing/compare-stores.ts";
import { doJob } from "../testing/do-job.ts";
import { type Entry, recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";
import { createStoreDays } from "./store-days.ts";
import { listStoreRollUps, nameStoreTables } from "./store-roll-ups.ts";

const world = useMirrors();
const { start, ask } = world;
const soon = () => AbortSignal.timeout(50_000);
const [here, there] = ["America/New_York", "Asia/Kathmandu"];

function sale(number: number): Entry {
  const date = new Date(Date.UTC(2024, 0, 1) + number * 21_234_567).toISOString();
  const productId = (number % 4) + 1;
  return { kind: "SALE", productId, channel: "web", quantity: 1, amount: "0.01", date };
}

const record = (count: number) =>
  recordEntries(
    world.stores.pool,
    Array.from({ length: count }, (_, i) => sale(i + 1)),
  );

async function follow(storeTimeZone: string): Promise<Mirror> {
  const mirror = start({ storeTimeZone });
  await mirror.waitUntilFresh(soon());
  return mirror;
}

/** The tables by anybody's days. */
const listTables = async () =>
  (
    await ask<[string]>(
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'revenue\\_by\\_store\\_%' ORDER BY name",
    )
  ).map(([name]) => name);

const namesOf = (zone: string) => Object.values(nameStoreTables(createStoreDays(zone))).sort();

test("tables by the days of a zone are made, and made anew when the zone is another", async () => {
  await record(40);
  await (await follow(here)).stop();
  expect(await listTables()).toEqual(namesOf(here));
  await expectSameSums(world.stores);
  await record(7);
  await (await follow(there)).stop();
  expect(await listTables()).toEqual(namesOf(there));
  await expectSameSums(world.stores);
  await record(5);
  await (await follow(here)).stop();
  expect(await listTables()).toEqual(namesOf(here));
  await expectSameSums(world.stores);
}, 120_000);

test("a view made too late by one who led before is not relied on", async () => {
  await record(20);
  await (await follow(there)).stop();
  // One who was paused before making its tables wakes while another leads.
  for (const { createTable, createView } of listStoreRollUps(createStoreDays(here))) {
    await world.stores.clickhouse.command({ query: createTable });
    await world.stores.clickhouse.command({ query: createView });
  }
  // Its views get a watermark, as if they had all before it.
  await world.stores.clickhouse.command({
    query: `INSERT INTO ${nameStoreTables(createStoreDays(here)).day} (day, channel, kind, position) SELECT toDate(0), '', 'WATERMARK', max((epoch, xid, id)) FROM sale_fact WHERE kind = 'WATERMARK'`,
  });
  await (await follow(here)).stop();
  expect(await listTables()).toEqual(namesOf(here));
  await expectSameSums(world.stores);
}, 120_000);

test("a table that was not filled before a former version led is not relied on", async () => {
  await record(30);
  await (await follow(here)).stop();
  // As if these had only just been made when it led: their views give them its watermarks.
  for (const { table, watermark } of listStoreRollUps(createStoreDays(here))) {
    await world.stores.clickhouse.command({
      query: `ALTER TABLE ${table} DELETE WHERE NOT (${watermark}) SETTINGS mutations_sync = 2`,
    });
  }
  await (await follow(here)).stop();
  await expectSameSums(world.stores);
  expect(await listTables()).toEqual(namesOf(here));
}, 120_000);

test("each date of the facts is that of the shop's calendar, and wrong ones are found", async () => {
  await record(300);
  const mirror = await follow(here);
  const { day, monthProduct } = nameStoreTables(createStoreDays(here));
  expect(
    await ask(
      `SELECT toString(day), sum(entries) FROM ${day} WHERE kind = 'SALE' GROUP BY day ORDER BY day`,
    ),
  ).toEqual(
    await ask(
      `SELECT toString(toDate(sale_date, '${here}')) AS day, toString(count()) FROM sale_fact WHERE kind = 'SALE' GROUP BY day ORDER BY day`,
    ),
  );
  expect(await doJob(world.stores.pool, "RECONCILE")).toMatchObject({ outcome: "EQUAL" });
  for (const query of [
    `INSERT INTO ${day} SELECT day + 1, channel, kind, amount, units, entries, position FROM ${day} WHERE day > toDate(1)`,
    `ALTER TABLE ${monthProduct} UPDATE units = units + 1 WHERE product_id = 2 SETTINGS mutations_sync = 2`,
  ]) {
    await world.stores.clickhouse.command({ query });
  }
  expect(await doJob(world.stores.pool, "RECONCILE")).toMatchObject({ outcome: "REPAIRED" });
  await expectSameSums(world.stores);
  expect(await doJob(world.stores.pool, "RECONCILE")).toMatchObject({ outcome: "EQUAL" });
  expect(await doJob(world.stores.pool, "REBUILD")).toMatchObject({ outcome: "DONE" });
  await expectSameSums(world.stores);
  await mirror.stop();
}, 180_000);
