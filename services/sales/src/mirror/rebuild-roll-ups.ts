import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { createBeside, dropBeside, exchange } from "./beside.ts";
import { factTable } from "./feeds.ts";
import { fillRollUps } from "./fill-roll-ups.ts";

/**
 * Rebuilds roll-ups from the facts beside the old ones, and exchanges them. Nothing else may write
 * meanwhile.
 *
 * @param lock the connection that holds the lock.
 */
export async function rebuildRollUps(
  client: ClickHouseClient,
  lock: Client,
  tables: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const beside = await createBeside(client, lock, tables);
  const filling = { rollUps: tables, nameOf: beside.nameOf, fact: factTable };
  await fillRollUps(client, filling, signal, () => {});
  for (const table of tables) await exchange(client, beside, table);
  await dropBeside(client, beside, tables);
}
