import type { Pool } from "pg";
import { type ImportState, importColumns } from "./import-state.ts";

/** Finds how an import stands; undefined when none of that name has begun. */
export async function findImport(pool: Pool, importId: string): Promise<ImportState | undefined> {
  const { rows } = await pool.query<ImportState>(
    `select ${importColumns} from sales.import where import_id = $1`,
    [importId],
  );
  return rows[0];
}
