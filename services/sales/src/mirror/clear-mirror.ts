import type { ClickHouseClient } from "@clickhouse/client";
import { rollUps } from "./roll-ups.ts";

/** Empties the mirror, so that it is filled anew from the ledger. The facts go last: a crash half-way leaves roll-ups that are rebuilt, never facts without a watermark. */
export async function clearMirror(client: ClickHouseClient): Promise<void> {
  for (const table of [...rollUps.map((rollUp) => rollUp.table), "sale_fact"]) {
    await client.command({ query: `TRUNCATE TABLE ${table}` });
  }
}
