import type { Pool } from "pg";
import { type ImportState, importColumns } from "./import-state.ts";

/** Begins an import, or goes on with one; forgets those that have not moved for 30 days. */
export async function beginImport(
  pool: Pool,
  importId: string,
  recordedBy: string,
): Promise<ImportState> {
  await pool.query("delete from sales.import where updated_at < now() - interval '30 days'");
  const { rows } = await pool.query<ImportState>(
    `insert into sales.import (import_id, recorded_by) values ($1, $2)
     on conflict (import_id) do update set updated_at = clock_timestamp()
     returning ${importColumns}`,
    [importId, recordedBy],
  );
  const [state] = rows;
  if (!state) throw new Error(`the import ${importId} was not begun`);
  return state;
}
