import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startBackroom } from "@backroom/e2e/start";
import { databaseName, findFreePort, removePostgres, startPostgres } from "@backroom/local/stores";
import { checkDisk } from "./check-disk.ts";
import { connect, connectLedger } from "./connect-postgres.ts";
import { fillLedger } from "./fill-ledger.ts";
import { addBestIndexes } from "./indexes.ts";
import { makeCatalogue } from "./make-catalogue.ts";
import { productCount, storeZone } from "./shop.ts";

/** What the real system is told. */
export const environment = { STORE_TIME_ZONE: storeZone };

/** Changes whenever other data would be made. */
const format = 1;

/** What a folder that is ready to be measured holds. */
export interface BenchData {
  readonly format: number;
  /** Sales and refunds that were made. */
  readonly entries: number;
  /** Of the shop's products, best sellers first. */
  readonly productIds: readonly number[];
  /** How long the filling of the ledger took, its indexes included. */
  readonly fillSeconds: number;
}

/** Fills a folder with a Backroom and so many sales, unless it holds them already. */
export async function prepareData(
  dir: string,
  entries: number,
  say: (message: string) => void,
): Promise<BenchData> {
  const manifest = join(dir, "bench.json");
  if (existsSync(manifest)) {
    const data: BenchData = JSON.parse(await readFile(manifest, "utf8"));
    if (data.format === format && data.entries === entries) return data;
    say("the folder holds other data, which is made anew");
  }
  await removeData(dir);
  await checkDisk(dir, entries);
  say("starting Backroom and making its catalogue");
  const productIds = await fillCatalogue(dir, say);
  const begunAtMs = performance.now();
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
    await fillLedger(client, productIds, entries, say);
    await addBestIndexes(client, say);
    await client.query("checkpoint");
    await client.end();
  } finally {
    await postgres.stop();
  }
  const fillSeconds = (performance.now() - begunAtMs) / 1000;
  const data: BenchData = { format, entries, productIds, fillSeconds };
  await writeFile(manifest, JSON.stringify(data));
  return data;
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
