import type { Pool } from "pg";
import type { ListQuery } from "../database/list-products-query.ts";

/**
 * The plan that PostgreSQL makes for a statement when it avoids reading whole tables, as it would
 * large ones, and whatever else is to be avoided.
 */
export async function explain(
  pool: Pool,
  { text, values }: ListQuery,
  ...avoided: "enable_sort"[]
): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    for (const setting of ["enable_seqscan", ...avoided]) {
      await client.query(`set local ${setting} = off`);
    }
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
