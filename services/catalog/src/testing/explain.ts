import type { Pool } from "pg";
import type { ListQuery } from "../database/list-products-query.ts";

/** The plan that PostgreSQL makes for a statement when it avoids reading whole tables, as it would large ones. */
export async function explain(pool: Pool, { text, values }: ListQuery): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("set local enable_seqscan = off");
    const { rows } = await client.query({
      text: `explain (costs off) ${text}`,
      values,
      rowMode: "array",
    });
    await client.query("rollback");
    return rows.join("\n");
  } finally {
    client.release();
  }
}
