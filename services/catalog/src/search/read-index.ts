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

const batchSize = 1_000;

/** Reads the present moment. */
export async function readPosition(pool: Pool): Promise<Position> {
  const { rows } = await pool.query<Position>(`select ${positionColumns}`);
  const [position] = rows;
  if (!position) throw new Error("PostgreSQL told no snapshot");
  return position;
}

/**
 * Reads what is searched of all products, some at a time, in the order of their ids. They are of
 * different moments, none before it was called. While some are dealt with, the next are read.
 */
export async function* readEntries(pool: Pool): AsyncGenerator<readonly SearchEntry[]> {
  let next = readBatch(pool, 0);
  for (;;) {
    const entries = await next;
    const last = entries.at(-1);
    if (!last || entries.length < batchSize) {
      yield entries;
      return;
    }
    next = readBatch(pool, last.id);
    // Whoever goes on hears of its failure; nobody does who has had enough.
    next.catch(() => undefined);
    yield entries;
  }
}

/** Reads what is searched of some products after an id. */
async function readBatch(pool: Pool, afterId: number): Promise<readonly SearchEntry[]> {
  const { rows } = await pool.query<[string, string, boolean, string]>({
    name: "read-search-entries",
    text: `select id, category_id, archived, search from product
      where id > $1 order by id limit ${batchSize}`,
    values: [afterId],
    rowMode: "array",
  });
  return rows.map(([id, categoryId, archived, search]) => ({
    id: Number(id),
    categoryId,
    archived,
    search,
  }));
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
