import { randomBytes } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { proveLeadership } from "./leadership.ts";

/**
 * Tables that are filled beside those in service, to be exchanged with them. Their names are used
 * only once, and whoever begins to lead drops them: so a process that was paused in the middle,
 * and no longer leads when it wakes, finds nothing that it could exchange.
 */
export interface Beside {
  /** The name of the table, or view, that stands beside another. */
  nameOf(table: string): string;
}

const mark = "_beside_";

/** Makes an empty table beside each of those given. */
export async function createBeside(
  client: ClickHouseClient,
  lock: Client,
  tables: readonly string[],
): Promise<Beside> {
  const suffix = `${mark}${randomBytes(4).toString("hex")}`;
  const nameOf = (table: string) => `${table}${suffix}`;
  for (const table of tables) {
    await client.command({ query: `CREATE TABLE ${nameOf(table)} AS ${table}` });
  }
  // Had another process begun to lead before this, it might have missed what was made just now.
  await proveLeadership(lock);
  return { nameOf };
}

/** Puts the table that stands beside another into its place, at once, and the other beside it. */
export async function exchange(
  client: ClickHouseClient,
  beside: Beside,
  table: string,
): Promise<void> {
  await client.command({ query: `EXCHANGE TABLES ${table} AND ${beside.nameOf(table)}` });
}

/** Drops tables that stand beside others, once nobody reads them any more. */
export async function dropBeside(
  client: ClickHouseClient,
  beside: Beside,
  tables: readonly string[],
): Promise<void> {
  for (const table of tables) {
    await client.command({ query: `DROP TABLE IF EXISTS ${beside.nameOf(table)} SYNC` });
  }
}

/** Drops whatever an earlier leader has left beside the tables in service. */
export async function dropEveryBeside(client: ClickHouseClient): Promise<void> {
  const answer = await client.query({
    query: `SELECT name, engine = 'MaterializedView' FROM system.tables
      WHERE database = currentDatabase() AND position(name, '${mark}') > 0 ORDER BY 2 DESC, 1`,
    format: "JSONCompactEachRow",
  });
  for (const [name, isView] of await answer.json<[string, number]>()) {
    const what = isView ? "VIEW" : "TABLE";
    await client.command({ query: `DROP ${what} IF EXISTS \`${name}\`` });
  }
}
