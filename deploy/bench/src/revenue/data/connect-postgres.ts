import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** Connects to a running Backroom's PostgreSQL as the role that owns the ledger. */
export async function connectLedger(dataDir: string, port: number): Promise<pg.Client> {
  const { databasePasswords } = JSON.parse(await readFile(join(dataDir, "secrets.json"), "utf8"));
  return connect(`postgres://backroom_sales:${databasePasswords.sales}@127.0.0.1:${port}/backroom`);
}

/** Connects to a PostgreSQL by its URL. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
