import type { Way } from "../search/choose-way.ts";
import { maxCountedLength } from "../search/list-patterns.ts";
import { fieldSeparator, toLike } from "../search/pattern.ts";
import { productColumns } from "./product-row.ts";

/** Which products are listed, and which part of the list is read. */
export interface ProductList {
  readonly archived: boolean;
  readonly categoryId?: bigint;
  readonly category?: string;
  /** A part of the name or SKU, in any case, taken literally. */
  readonly q?: string;
  readonly sku?: string;
  /** How the products that contain q are found. */
  readonly way: Way;
  /** Whether the total is read of those that are kept, rather than counted; only without other filters than q. */
  readonly isTotalKept: boolean;
  /** The id after which the page begins. */
  readonly afterId: bigint;
  readonly skip: number;
  /** How many rows are read at the most. */
  readonly rowLimit: number;
}

/** A statement for the driver; with a name, a connection parses it once. */
export interface ListQuery {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * Makes the one statement that answers a page of products with the total. Every row carries
 * `total`, `id_known` and `name_known` (whether the categories of the filter exist); when the page
 * is empty there is one row, without a product. The total is null if it was to be read and is not kept.
 */
export function toListQuery(list: ProductList): ListQuery {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const known = { id: "true", name: "true" };
  const matches = [list.archived ? "p.archived" : "not p.archived"];
  if (list.categoryId !== undefined) {
    const id = bind(list.categoryId);
    matches.push(`p.category_id = ${id}`);
    known.id = `exists (select from category where id = ${id} and not deleted)`;
  }
  if (list.category !== undefined) {
    const found = `(select id from category where lower(name) = lower(${bind(list.category)}) and not deleted)`;
    matches.push(`p.category_id = ${found}`);
    known.name = `${found} is not null`;
  }
  if (list.sku !== undefined) matches.push(`p.sku = ${bind(list.sku)}`);
  const isByIndex = list.q !== undefined && list.way === "index";
  if (list.q !== undefined) {
    const pattern = bind(toLike(list.q));
    // Behind an expression the column hides from the index.
    matches.push(`${isByIndex ? "p.search" : "(p.search || '')"} like lower(${pattern})`);
    if (list.q.includes(fieldSeparator)) {
      matches.push(`(lower(p.name) like lower(${pattern}) or lower(p.sku) like lower(${pattern}))`);
    }
  }
  const total = list.isTotalKept
    ? readKeptTotal(list.archived, list.q, bind)
    : "(select count(*) from matched)";
  const after = list.afterId > 0n ? `and p.id > ${bind(list.afterId)}` : "";
  const offset = list.skip > 0 ? `offset ${list.skip}` : "";
  // What the search index finds is looked for once, and only its ids are kept. Anything else is
  // cheaper read twice, for the page need not be read to its end.
  const text = `with matched as ${isByIndex ? "materialized" : "not materialized"} (
      select ${isByIndex ? "p.id" : "p.*"} from product p where ${matches.join(" and ")}
    )
    select counted.*, page.*
    from (select ${total} as total, ${known.id} as id_known, ${known.name} as name_known) counted
    left join lateral (
      select ${productColumns}
      from (
        select * from matched p where true ${after} order by p.id limit ${list.rowLimit} ${offset}
      ) ${isByIndex ? "found join product p using (id)" : "p"}
      join category k on k.id = p.category_id
    ) page on true
    order by page.id`;
  return { name: nameOf(list), text, values };
}

/** Writes the total that is kept of a pattern, with the changes that are still to be added to it. */
function readKeptTotal(
  archived: boolean,
  q: string | undefined,
  bind: (value: unknown) => string,
): string {
  const pattern = q === undefined ? "''" : `lower(${bind(q)})`;
  const matches = q === undefined ? "true" : `c.search like lower(${bind(toLike(q))})`;
  return `coalesce(
      (select t.total from search_total t where t.pattern = ${pattern} collate "C" and t.archived = ${archived}),
      case when length(${pattern}) <= ${maxCountedLength} then 0 end
    ) + (select coalesce(sum(c.sign), 0) from search_change c where c.archived = ${archived} and ${matches})`;
}

/** The name of a statement that is asked for often: a first or later page of the default size. */
function nameOf(list: ProductList): string | undefined {
  if (list.q !== undefined || list.skip > 0 || list.rowLimit !== 101) return undefined;
  const parts = [
    list.archived,
    list.categoryId !== undefined,
    list.category !== undefined,
    list.sku !== undefined,
    list.afterId > 0n,
    list.isTotalKept,
  ];
  return `list-products-${parts.map(Number).join("")}`;
}
