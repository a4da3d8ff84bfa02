import type { Pool } from "pg";
import { type ChangedRow, type Changes, changesSince, toChanges } from "./changes.ts";
import type { SearchEntry } from "./search-entry.ts";

/** A moment of the database: what had been committed, and which run of the server told so. */
export interface Position {
  readonly snapshot: string;
  readonly serverStartedAt: string;
}

/** The columns of a Position. */
export const positionColumns = `pg_current_snapshot()::text as snapshot, pg_postmaster_start_time()::text as "serverStartedAt"`;

const batchSize = 500;

/** Reads the present moment. */
export async function readPosition(pool: Pool): Promise<Position> {
  const { rows } = await pool.query<Position>(`select ${positionColumns}`);
  const [position] = rows;
  if (!position) throw new Error("PostgreSQL told no snapshot");
  return position;
}

/**
 * Reads what is searched of all products, some at a time, in the order of their ids. They are of
 * different moments, none before it was called.
 */
export async function* readEntries(pool: Pool): AsyncGenerator<readonly SearchEntry[]> {
  let afterId = 0;
  let count = batchSize;
  while (count === batchSize) {
    const { rows } = await pool.query<Omit<SearchEntry, "id"> & { id: string }>(
      `select id, category_id as "categoryId", archived, search from product
       where id > $1 order by id limit ${batchSize}`,
      [afterId],
    );
    const entries = rows.map((row) => ({ ...row, id: Number(row.id) }));
    count = entries.length;
    afterId = entries.at(-1)?.id ?? afterId;
    yield entries;
  }
}

/**
 * Reads what has changed since a snapshot, and the moment that it was read at.
 *
 * @param limit how many changes are read at the most.
 */
export async function readChanges(
  pool: Pool,
  snapshot: string,
  limit: number,
): Promise<Position & { readonly changes: Changes }> {
  const { rows } = await pool.query<Position & { changes: ChangedRow[] }>(
    `select ${positionColumns}, ${changesSince("$1", limit)} as changes`,
    [snapshot],
  );
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL told no changes");
  return { ...row, changes: toChanges(row.changes) };
}
