import type { ClickHouseClient } from "@clickhouse/client";
import type { StoreDays } from "./store-days.ts";
import { listStoreRollUps, storePrefix } from "./store-roll-ups.ts";

/**
 * Makes the tables by the shop's days, and the views that fill them, unless they are there. They are
 * empty then, and their positions say so. Those of other days are dropped. As nobody who leads leaves
 * such tables, whoever finds some knows that another has led since, whose batches a view of these
 * days may have missed or, when it was made late, had in part: so all are made anew.
 *
 * Only who leads may do this, before it writes anything.
 *
 * @param prepare is awaited before anything is made: no batch that others sent may come after it.
 */
export async function prepareStoreTables(
  client: ClickHouseClient,
  days: StoreDays,
  prepare: () => Promise<void>,
): Promise<void> {
  const rollUps = listStoreRollUps(days);
  const own = rollUps.flatMap(({ table }) => [`fill_${table}`, table]);
  const found = await listTables(client);
  const others = found.filter((name) => !own.includes(name));
  if (others.length === 0 && found.length === own.length) return;
  await prepare();
  if (others.length > 0) {
    // The others last: as long as one is there, what is of these days is not relied on.
    for (const name of [...own, ...others]) {
      const what = name.startsWith("fill_") ? "VIEW" : "TABLE";
      await client.command({ query: `DROP ${what} IF EXISTS ${name} SYNC` });
    }
  }
  for (const { createTable } of rollUps) await client.command({ query: createTable });
  for (const { createView } of rollUps) await client.command({ query: createView });
}

/** Lists the tables and views by anybody's days, the views first. */
async function listTables(client: ClickHouseClient): Promise<string[]> {
  const answer = await client.query({
    query: `SELECT name FROM system.tables WHERE database = currentDatabase()
      AND (startsWith(name, '${storePrefix}') OR startsWith(name, 'fill_${storePrefix}'))
      ORDER BY engine = 'MaterializedView' DESC, name`,
    format: "JSONCompactEachRow",
  });
  const rows = await answer.json<[string]>();
  return rows.map(([name]) => name);
}
