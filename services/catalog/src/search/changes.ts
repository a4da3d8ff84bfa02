import { maxIndexedId, type SearchEntry } from "./search-entry.ts";

/** What has changed between two moments. */
export interface Changes {
  /** How many changes were read; Infinity when one is of an id too great for an index. */
  readonly count: number;
  /** The products that were deleted, some of which may have been put back since. */
  readonly removed: readonly number[];
  /** The products that are new or were changed, as they are now, each once. */
  readonly present: readonly SearchEntry[];
}

/** A change as PostgreSQL tells it: only the id when the product was deleted. */
export type ChangedRow =
  | [id: string, categoryId: string, archived: boolean, search: string]
  | [string];

/**
 * Writes the query, to stand as a column, of what was committed since a snapshot: of the products
 * and deletions written by transactions that the snapshot did not see.
 *
 * @param snapshot the parameter that holds the snapshot.
 * @param limit how many products, and how many deletions, are read at the most.
 */
export function changesSince(snapshot: string, limit: number): string {
  const isNew = `changed_xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
    and not pg_visible_in_snapshot(changed_xid, ${snapshot}::pg_snapshot)`;
  return `(select coalesce(json_agg(change), '[]') from (
    (select json_build_array(id::text, category_id::text, archived, search) as change
     from product where ${isNew} order by changed_xid, id limit ${limit})
    union all
    (select json_build_array(product_id::text)
     from product_removal where ${isNew} order by changed_xid, product_id limit ${limit})
  ) changed)`;
}

/** Reads the changes that PostgreSQL tells. */
export function toChanges(rows: readonly ChangedRow[]): Changes {
  const removed: number[] = [];
  const present: SearchEntry[] = [];
  for (const [idText, categoryId, archived, search] of rows) {
    const id = Number(idText);
    if (search === undefined || categoryId === undefined) removed.push(id);
    else if (id > maxIndexedId)
      return { count: Number.POSITIVE_INFINITY, removed: [], present: [] };
    else present.push({ id, categoryId, archived: archived === true, search });
  }
  return { count: rows.length, removed, present };
}
