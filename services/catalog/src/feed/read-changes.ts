import type { Pool } from "pg";
import type { CategoryRow } from "../database/category-row.ts";
import { prepare } from "../database/prepare.ts";
import { type ProductRow, productColumns } from "../database/product-row.ts";
import type { Position } from "./position.ts";

/** The most changes that are read at once. */
export const batchSize = 500;

const maxInt64 = 2n ** 63n - 1n;

/** A category as it is now, deleted or not. */
export interface ChangedCategory extends CategoryRow {
  readonly deleted: boolean;
}

/** What was read after a position. */
export interface Batch {
  /** The cluster that was read. */
  readonly systemIdentifier: bigint;
  /** Whether committed changes cannot be put in order yet, since an older writer is under way. */
  readonly isWaiting: boolean;
  /** The categories that changed and those of the products, each once. */
  readonly categories: readonly ChangedCategory[];
  readonly products: readonly ProductRow[];
  /** How many changes were read. */
  readonly size: number;
  /** The position of the last of them; undefined when there was none. */
  readonly last: Position | undefined;
}

// A row below the oldest transaction still running is final: no commit can come in before it.
const isFinal = "changed_xid < pg_snapshot_xmin(pg_current_snapshot())";
const isAbove = "changed_xid >= pg_snapshot_xmin(pg_current_snapshot())";

const text = `select
    (select system_identifier from pg_control_system()) as system_identifier,
    exists (select from category where ${isAbove})
      or exists (select from product where ${isAbove}) as is_waiting,
    change.*
  from (values (1)) one
  left join (
    select changed.xid, changed.kind, changed.id as changed_id,
      k.id as k_id, k.name as k_name, k.created_at as k_created_at, k.updated_at as k_updated_at,
      k.deleted as k_deleted, ${productColumns}
    from (
      (select changed_xid as xid, 'category' as kind, id from category
       where (changed_xid, id) > ($1::xid8, $2::bigint) and ${isFinal}
       order by changed_xid, id limit ${batchSize})
      union all
      (select changed_xid, 'product', id from product
       where (changed_xid, id) > ($1::xid8, $3::bigint) and ${isFinal}
       order by changed_xid, id limit ${batchSize})
      order by xid, kind, id limit ${batchSize}
    ) changed
    left join product p on changed.kind = 'product' and p.id = changed.id
    join category k on k.id = coalesce(p.category_id, changed.id)
  ) change on true
  order by xid, kind, changed_id`;

interface ChangeRow extends Omit<ProductRow, "id"> {
  readonly system_identifier: string;
  readonly is_waiting: boolean;
  readonly xid: string;
  /** Null, as everything after it, in the one row that is answered when nothing has changed. */
  readonly kind: Position["kind"] | null;
  readonly changed_id: string;
  readonly k_id: string;
  readonly k_name: string;
  readonly k_created_at: string;
  readonly k_updated_at: string;
  readonly k_deleted: boolean;
  readonly id: string | null;
}

/** Makes the reading of the changes after a position: one statement, thus one snapshot. */
export function changesReader(pool: Pool): (after: Position) => Promise<Batch> {
  const read = prepare<ChangeRow>(pool, "read-changes", text);
  return async ({ xid, kind, id }) => {
    const bounds = kind === "category" ? [xid, id, 0n] : [xid, maxInt64, id];
    const rows = await read(bounds);
    const [first] = rows;
    if (!first) throw new Error("the feed answered no row");
    return toBatch(first, first.kind === null ? [] : rows);
  };
}

/** Gathers the rows of a batch. */
function toBatch(first: ChangeRow, rows: readonly ChangeRow[]): Batch {
  const systemIdentifier = BigInt(first.system_identifier);
  const last = rows.at(-1);
  const categories = new Map(
    rows.map((row) => [
      row.k_id,
      {
        id: row.k_id,
        name: row.k_name,
        created_at: row.k_created_at,
        updated_at: row.k_updated_at,
        deleted: row.k_deleted,
      },
    ]),
  );
  return {
    systemIdentifier,
    isWaiting: first.is_waiting,
    categories: [...categories.values()],
    products: rows.filter((row): row is ChangeRow & ProductRow => row.id !== null),
    size: rows.length,
    last: last?.kind
      ? { systemIdentifier, xid: BigInt(last.xid), kind: last.kind, id: BigInt(last.changed_id) }
      : undefined,
  };
}
