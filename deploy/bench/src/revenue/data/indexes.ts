import type { Client } from "pg";

/** An index: its name, and the statement that makes it. */
export interface Index {
  readonly name: string;
  readonly statement: string;
}

/** Drops all indexes of a table but its primary key; answers them. */
export async function dropIndexes(client: Client, table: string): Promise<Index[]> {
  const { rows } = await client.query<{ name: string; statement: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as statement
     from pg_index where indrelid = $1::regclass and not indisprimary`,
    [table],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows;
}

/** Makes indexes, but those that are there already. */
export async function makeIndexes(
  client: Client,
  indexes: readonly Index[],
  say: (message: string) => void,
): Promise<void> {
  await client.query("set maintenance_work_mem = '512MB'");
  for (const { name, statement } of indexes) {
    const { rows } = await client.query("select to_regclass($1) as known", [name]);
    if (rows[0].known) continue;
    say(`  making the index ${name}`);
    await client.query(statement);
  }
}

/** The best indexes that PostgreSQL can have for these questions: each holds all that is read. */
export const bestIndexes: readonly Index[] = [
  best(
    "bench_sale_date",
    "(sale_date) include (kind, product_id, channel, quantity, total_amount)",
  ),
  best(
    "bench_sale_product",
    "(product_id, sale_date) include (kind, channel, quantity, total_amount)",
  ),
  best("bench_sale_channel", "(channel, sale_date) include (kind, quantity, total_amount)"),
];

function best(name: string, definition: string): Index {
  return {
    name: `sales.${name}`,
    statement: `create index ${name} on sales.sale ${definition}`,
  };
}

/** Drops the best indexes, which the ledger does not have where it is at work. */
export async function dropBestIndexes(client: Client): Promise<void> {
  for (const { name } of bestIndexes) await client.query(`drop index if exists ${name}`);
}
