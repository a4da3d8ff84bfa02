import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startStores } from "../stores/index.ts";
import { clearPostgresLeftovers } from "../stores/postgres-leftovers.ts";
import { isAlive } from "../stores/processes.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The throwaway PostgreSQL of this run as its superuser, database `postgres`. */
    postgresUrl: string;
    /** The throwaway ClickHouse of this run as the user `default`. */
    clickhouseUrl: string;
  }
}

const prefix = "backroom-test-";

/** Starts throwaway stores once for a whole run and gives their URLs to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const dir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(dir, 0o711); // PostgreSQL may run under another account.
  const stores = await startStores({ dir, durable: false });
  project.provide("postgresUrl", stores.postgresUrl);
  project.provide("clickhouseUrl", stores.clickhouseUrl);
  return async () => {
    await stores.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

/** Removes what runs that were killed have left; their servers have ended with them. */
async function removeAbandoned(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(entry)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const dir = join(tmpdir(), entry);
    await clearPostgresLeftovers(join(dir, "postgres/data"));
    rmSync(dir, { recursive: true, force: true });
  }
}
