import type { Client } from "pg";

/**
 * Drops all indexes of a table but its primary key.
 *
 * @returns what makes them again.
 */
export async function setAside(
  client: Client,
  table: string,
): Promise<(say: (message: string) => void) => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = $1::regclass and not indisprimary`,
    [table],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return async (say) => {
    for (const { name, definition } of rows) {
      say(`  making the index ${name}`);
      await client.query(definition);
    }
  };
}

/** The best indexes that PostgreSQL can have for these questions: each holds all that is read. */
export const bestIndexes = {
  bench_sale_date:
    "sales.sale (sale_date) include (kind, product_id, channel, quantity, total_amount)",
  bench_sale_product:
    "sales.sale (product_id, sale_date) include (kind, channel, quantity, total_amount)",
  bench_sale_channel: "sales.sale (channel, sale_date) include (kind, quantity, total_amount)",
} as const;

/** Makes the best indexes, and lets PostgreSQL know its data. */
export async function addBestIndexes(
  client: Client,
  say: (message: string) => void,
): Promise<void> {
  for (const [name, definition] of Object.entries(bestIndexes)) {
    say(`  making the index ${name}`);
    await client.query(`create index if not exists ${name} on ${definition}`);
  }
  say("  vacuum analyze");
  await client.query("vacuum (freeze, analyze) sales.sale"); // So that an index alone is enough to read.
  await client.query("analyze sales.product");
}

/** Drops the best indexes, which the ledger does not have where it is at work. */
export async function dropBestIndexes(client: Client): Promise<void> {
  for (const name of Object.keys(bestIndexes))
    await client.query(`drop index if exists sales.${name}`);
}
