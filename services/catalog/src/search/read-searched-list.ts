import type { Pool } from "pg";
import type { ProductList } from "../database/list-products-query.ts";
import { prepare } from "../database/prepare.ts";
import { type ProductRow, productColumns } from "../database/product-row.ts";
import type { ListedProducts } from "../database/read-list.ts";
import { type ChangedRow, changesSince, toChanges } from "./changes.ts";
import { fieldSeparator } from "./field-separator.ts";
import { type LiveIndex, maxChangesAtOnce } from "./live-index.ts";
import { type Position, positionColumns } from "./read-index.ts";
import { maxIndexedId } from "./search-entry.ts";

/** How often a list is read anew because it has changed while it was read. */
const maxAttempts = 4;

const folded = `select lower($1) as text,
  (select id from category where lower(name) = lower($2) and not deleted) as named_id`;

interface FoldedRow {
  readonly text: string | null;
  readonly named_id: string | null;
}

// One row tells of the moment, the others are products: each is nothing but nulls in the other's columns.
const page = `select moment.*, page.*
  from (
    select ${positionColumns}, ${changesSince("$1", maxChangesAtOnce + 1)} as changes,
      $3::bigint is null or exists (select from category where id = $3 and not deleted) as id_known,
      (select id from category where lower(name) = lower($4) and not deleted) as named_id
  ) moment
  full join (
    select ${productColumns} from product p join category k on k.id = p.category_id
    where p.id = any($2::bigint[])
  ) page on false
  order by page.id nulls first`;

type MomentRow = Position & {
  readonly changes: readonly ChangedRow[];
  readonly id_known: boolean;
  readonly named_id: string | null;
  readonly id: null;
};

/**
 * Makes the reading of lists by the search index. The index says which products a page holds; the
 * statement that reads them also tells what has changed since the moment of the index, so that the
 * answer is of one snapshot, however far the index is behind.
 *
 * @returns undefined for a list that the index cannot answer, or not now: because it is being made,
 * because too much has changed at once, or because what is asked for changes all the time.
 */
export function searchedListReader(
  pool: Pool,
  live: LiveIndex,
): (list: ProductList) => Promise<ListedProducts | undefined> {
  const fold = prepare<FoldedRow>(pool, "fold-search", folded);
  const readPage = prepare<MomentRow | ProductRow>(pool, "read-searched-page", page);

  return async (list) => {
    const { archived, categoryId, category, q } = list;
    if (list.sku !== undefined || q?.includes(fieldSeparator) || !live.moment) return undefined;
    const isFolded = q !== undefined || category !== undefined;
    const [fold1] = isFolded ? await fold([q, category]) : [];
    let namedId = fold1?.named_id ?? null;
    const text = fold1?.text ?? undefined;
    const isBeyond = list.afterId > maxIndexedId;
    const place = {
      afterId: isBeyond ? maxIndexedId : Number(list.afterId),
      skip: list.skip,
      count: list.rowLimit,
    };
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const moment = live.moment;
      if (!moment) return undefined;
      const categoryIds = [categoryId, namedId ?? undefined]
        .filter((id) => id !== undefined)
        .map(String);
      const filter = { archived, categoryIds, text };
      const found = moment.index.find(filter, place);
      const [first, ...others] = await readPage([moment.snapshot, found.ids, categoryId, category]);
      if (!first || first.id !== null) throw new Error("the list told no moment");
      if (first.serverStartedAt !== moment.serverStartedAt) return undefined;
      if (category !== undefined && first.named_id === null) return unknownName;
      const isNamed = first.named_id === namedId;
      namedId = first.named_id;
      const changes = toChanges(first.changes);
      if (changes.count > maxChangesAtOnce) return undefined;
      const next = live.advance(moment, first, changes);
      if (!isNamed) continue;
      const present = changes.count === 0 ? found : next?.index.find(filter, place);
      const rows = others.filter((row) => row.id !== null);
      const byId = new Map(rows.map((row) => [Number(row.id), row]));
      const pageRows = present?.ids.map((id) => byId.get(id)) ?? [];
      const complete = pageRows.filter((row) => row !== undefined);
      if (!present || complete.length < present.ids.length) continue;
      const total = String(present.total);
      return { total, isIdKnown: first.id_known, isNameKnown: true, rows: complete };
    }
    return undefined;
  };
}

const unknownName: ListedProducts = { total: "0", isIdKnown: true, isNameKnown: false, rows: [] };
