import type { Pool } from "pg";
import type { Difference } from "./difference.ts";

/** How many differences are read at a time. */
const maxRows = 100;

/**
 * Reads differences that were noted, oldest first, up to 100.
 *
 * @param where a condition of SQL with the parameters `$1`, `$2` and so on.
 */
export async function readDifferences(
  pool: Pool,
  where: string,
  values: readonly string[],
): Promise<(Difference & { readonly id: string })[]> {
  const { rows } = await pool.query<Difference & { id: string }>(
    `select id::text, table_name as "table", place, expected, found
      from sales.mirror_difference where ${where} order by mirror_difference.id limit ${maxRows}`,
    [...values],
  );
  return rows;
}
