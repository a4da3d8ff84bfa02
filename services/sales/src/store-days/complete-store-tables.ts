import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { factTable } from "../mirror/feeds.ts";
import { rebuildRollUps } from "../mirror/rebuild-roll-ups.ts";
import type { StoreRollUp } from "./store-roll-ups.ts";

/**
 * Rebuilds the tables by the shop's days that do not have as many entries as there are facts, although
 * they say that they have come as far. That is so when one that knows of no such tables, as a former
 * version does, has led before they were filled: the views gave them its watermarks. Nothing else may
 * write meanwhile.
 *
 * @param lock the connection that holds the lock.
 * @returns the tables that were rebuilt.
 */
export async function completeStoreTables(
  client: ClickHouseClient,
  lock: Client,
  rollUps: readonly StoreRollUp[],
  signal: AbortSignal,
): Promise<string[]> {
  const counts = rollUps.map(
    ({ table }) => `SELECT '${table}' AS name, sum(entries) AS entries FROM ${table}`,
  );
  const answer = await client.query({
    query: `SELECT name FROM (${counts.join(" UNION ALL ")})
      WHERE entries != (SELECT count() FROM ${factTable} WHERE kind != 'WATERMARK')`,
    format: "JSONCompactEachRow",
  });
  const tables = (await answer.json<[string]>()).map(([name]) => name);
  if (tables.length > 0) await rebuildRollUps(client, lock, tables, signal);
  return tables;
}
