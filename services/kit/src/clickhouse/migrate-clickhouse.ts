import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { ClickHouseClient } from "@clickhouse/client";

/**
 * Applies the `NNN_verb_thing.sql` files of a directory in order, each one idempotent statement,
 * and records them, so that a file that was applied and then changed is refused.
 *
 * @param prepare is awaited before a schema that is already there is changed.
 */
export async function migrateClickhouse(
  client: ClickHouseClient,
  directory: URL,
  prepare: () => Promise<void> = async () => {},
): Promise<void> {
  await client.command({
    query: `CREATE TABLE IF NOT EXISTS schema_migration
      (name String, checksum String, applied_at DateTime64(3) DEFAULT now64(3))
      ENGINE = MergeTree ORDER BY name COMMENT 'Which migrations were applied, and what they said.'`,
  });
  const result = await client.query({
    query: "SELECT name, checksum FROM schema_migration",
    format: "JSONEachRow",
  });
  const applied = new Map(
    (await result.json<{ name: string; checksum: string }>()).map((row) => [
      row.name,
      row.checksum,
    ]),
  );
  let isReady = applied.size === 0;
  for (const name of readdirSync(directory)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    const query = readFileSync(new URL(name, directory), "utf8");
    const checksum = createHash("sha256").update(query).digest("hex");
    const before = applied.get(name);
    if (before === checksum) continue;
    if (before) throw new Error(`${name} was applied and has been changed since`);
    if (!isReady) await prepare();
    isReady = true;
    await client.command({ query });
    await client.insert({
      table: "schema_migration",
      values: [{ name, checksum }],
      columns: ["name", "checksum"],
      format: "JSONEachRow",
    });
  }
}
