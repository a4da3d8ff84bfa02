import { fieldSeparator } from "../search/field-separator.ts";
import { productColumns } from "./product-row.ts";

/** Which products are listed, and which part of the list is read. */
export interface ProductList {
  readonly archived: boolean;
  readonly categoryId?: bigint;
  readonly category?: string;
  /** A part of the name or SKU, in any case, taken literally. */
  readonly q?: string;
  readonly sku?: string;
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
 * Makes the one statement that answers a page of products with the total, by reading them all but
 * for the filters that have an index. Every row carries `total`, `id_known` and `name_known`
 * (whether the categories of the filter exist); when the page is empty there is one row, without a
 * product.
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
  if (list.q !== undefined) {
    const text = `lower(${bind(list.q)})`;
    matches.push(
      list.q.includes(fieldSeparator)
        ? `(strpos(lower(p.name), ${text}) > 0 or strpos(lower(p.sku), ${text}) > 0)`
        : `strpos(p.search, ${text}) > 0`,
    );
  }
  const after = list.afterId > 0n ? `and p.id > ${bind(list.afterId)}` : "";
  const offset = list.skip > 0 ? `offset ${list.skip}` : "";
  // To read twice is cheaper than to keep all rows, for the page need not be read to its end.
  const text = `with matched as not materialized (
      select p.* from product p where ${matches.join(" and ")}
    )
    select counted.*, page.*
    from (select (select count(*) from matched) as total, ${known.id} as id_known, ${known.name} as name_known) counted
    left join lateral (
      select ${productColumns}
      from (
        select * from matched p where true ${after} order by p.id limit ${list.rowLimit} ${offset}
      ) p
      join category k on k.id = p.category_id
    ) page on true
    order by page.id`;
  return { name: nameOf(list), text, values };
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
  ];
  return `list-products-${parts.map(Number).join("")}`;
}
