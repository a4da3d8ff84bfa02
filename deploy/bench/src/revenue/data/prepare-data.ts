import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startBackroom } from "@backroom/e2e/start";
import { databaseName, findFreePort, removePostgres, startPostgres } from "@backroom/local/stores";
import type { Client } from "pg";
import { checkDisk } from "./check-disk.ts";
import { connect, connectLedger } from "./connect-postgres.ts";
import { fillLedger } from "./fill-ledger.ts";
import { bestIndexes, dropIndexes, type Index, makeIndexes } from "./indexes.ts";
import { makeCatalogue } from "./make-catalogue.ts";
import { productCount, storeZone } from "./shop.ts";

/** What the real system is told. */
export const environment = { STORE_TIME_ZONE: storeZone };

/** Changes whenever other data would be made. */
const format = 2;

/** What a folder holds whose ledger is filled. */
export interface BenchData {
  readonly format: number;
  /** Sales and refunds that were made. */
  readonly entries: number;
  /** Of the shop's products, best sellers first. */
  readonly productIds: readonly number[];
  /** The indexes that the ledger may still lack; without any it is ready to be measured. */
  readonly lacking: readonly Index[];
}

/**
 * Fills a folder with a Backroom and so many sales, unless it holds them already. When it is
 * interrupted after the sales were made, the next run makes the indexes.
 */
export async function prepareData(
  dir: string,
  entries: number,
  say: (message: string) => void,
): Promise<BenchData> {
  const manifest = join(dir, "bench.json");
  let data: BenchData | undefined;
  if (existsSync(manifest)) data = JSON.parse(await readFile(manifest, "utf8"));
  if (data?.format === format && data.entries === entries && data.lacking.length === 0) return data;
  const begunAtMs = performance.now();
  if (data?.format !== format || data.entries !== entries) {
    await removeData(dir);
    await checkDisk(dir, entries);
    say("starting Backroom and making its catalogue");
    const productIds = await fillCatalogue(dir, say);
    data = await withPostgres(dir, async (client) => {
      const dropped = await dropIndexes(client, "sales.sale");
      await fillLedger(client, productIds, entries, say);
      return { format, entries, productIds, lacking: [...dropped, ...bestIndexes] };
    });
    await writeFile(manifest, JSON.stringify(data));
  }
  const { lacking } = data;
  await withPostgres(dir, async (client) => {
    await makeIndexes(client, lacking, say);
    say("  vacuum analyze");
    await client.query("vacuum (freeze, analyze) sales.sale"); // So that an index alone is enough to read.
    await client.query("analyze sales.product");
    await client.query("checkpoint");
  });
  data = { ...data, lacking: [] };
  await writeFile(manifest, JSON.stringify(data));
  say(`  the ledger is ready after ${((performance.now() - begunAtMs) / 1000).toFixed(0)} s`);
  return data;
}

/** Does some work in a folder's PostgreSQL, which nothing else uses, as its superuser. */
async function withPostgres<T>(dir: string, work: (client: Client) => Promise<T>): Promise<T> {
  const dataDir = join(dir, "data");
  const postgres = await startPostgres({
    home: join(dataDir, "postgres"),
    port: await findFreePort(),
    logFile: join(dataDir, "logs", "postgres.log"),
    durable: false,
  });
  try {
    const url = new URL(postgres.url);
    url.pathname = databaseName;
    const client = await connect(url.href);
    const result = await work(client);
    await client.end();
    return result;
  } finally {
    await postgres.stop();
  }
}

/** Removes a Backroom and all that it holds, also where PostgreSQL has its data elsewhere. */
export async function removeData(dir: string): Promise<void> {
  await removePostgres(join(dir, "data", "postgres"));
  await rm(dir, { recursive: true, force: true });
}

/** Starts a new Backroom, makes its catalogue and waits until the sales service knows it. */
async function fillCatalogue(dir: string, say: (message: string) => void): Promise<number[]> {
  const { backroom, stop } = await startBackroom({ form: "one-process", dir, env: environment });
  try {
    const productIds = await makeCatalogue(backroom, say);
    const client = await connectLedger(backroom.dataDir, backroom.postgresPort);
    for (;;) {
      const { rows } = await client.query("select count(*)::int as count from sales.product");
      if (rows[0].count === productCount) break;
      await sleep(100);
    }
    await client.end();
    return productIds;
  } finally {
    await stop();
  }
}
