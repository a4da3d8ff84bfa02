import type { ClickHouseClient } from "@clickhouse/client";

/** Empties the database of the mirror and removes what does not belong there, so that a trial begins with nothing. */
export async function clearMirrorDatabase(client: ClickHouseClient): Promise<void> {
  const answer = await client.query({
    query: `SELECT name, name LIKE '%\\_beside\\_%' OR name = 'nowhere' FROM system.tables
      WHERE database = currentDatabase() AND engine LIKE '%MergeTree%' AND name != 'schema_migration'`,
    format: "JSONCompactEachRow",
  });
  for (const [name, isLeft] of await answer.json<[string, number]>()) {
    await client.command({
      query: isLeft ? `DROP TABLE ${name} SYNC` : `TRUNCATE TABLE ${name} SYNC`,
    });
  }
}
