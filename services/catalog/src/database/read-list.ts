import type { Pool } from "pg";
import { type ProductList, toListQuery } from "./list-products-query.ts";
import type { ProductRow } from "./product-row.ts";

/** A page of products as it was read, all of one snapshot. */
export interface ListedProducts {
  /** How many products match in all. */
  readonly total: string;
  /** Whether there is a category of the id that is asked for. */
  readonly isIdKnown: boolean;
  /** Whether there is a category of the name that is asked for. */
  readonly isNameKnown: boolean;
  readonly rows: readonly ProductRow[];
}

type ListedRow = { total: string; id_known: boolean; name_known: boolean } & (
  | ProductRow
  | { id: null }
);

/** Reads a page of products by PostgreSQL alone. */
export async function readList(pool: Pool, list: ProductList): Promise<ListedProducts> {
  const { rows } = await pool.query<ListedRow>(toListQuery(list));
  const [first] = rows;
  if (!first) throw new Error("the list answered no row");
  return {
    total: first.total,
    isIdKnown: first.id_known,
    isNameKnown: first.name_known,
    rows: rows.filter((row) => row.id !== null),
  };
}
