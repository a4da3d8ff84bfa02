import type { MirrorCount } from "../count/row-counter.ts";
import { sumCounted } from "../count/write-total.ts";
import { addMatches, addTimes, Conditions, maxEstimated } from "./conditions.ts";
import type { RowSelection } from "./filter-rows.ts";

/** Which rows of a selection a page has, newest first. */
export interface PageCut {
  /** The date and id of the row that the page begins after; from the newest on when absent. */
  readonly after?: { readonly date: string; readonly id: string } | undefined;
  /** How many are passed over. */
  readonly skip: number;
  /** How many there are at the most. */
  readonly rowLimit: number;
}

/**
 * Writes the query of the rows of a page, with all columns of `sales.sale`.
 *
 * @param values the statement's, which more are added to.
 * @param counted what the mirror has counted: with thousands of products it tells which way is shorter.
 */
export function writePage(
  values: unknown[],
  selection: RowSelection,
  cut: PageCut,
  counted: MirrorCount | undefined,
): string {
  const way = chooseWay(selection, cut, counted);
  const conditions = new Conditions(values);
  const { productIds, ...others } = selection;
  addTimes(conditions, selection);
  if (way === "products") addMatches(conditions, others);
  else addMatches(conditions, selection, way === "dates" ? "(s.product_id + 0)" : "s.product_id");
  if (cut.after) {
    const { date, id } = cut.after;
    conditions.add(
      date,
      (value) => `(s.sale_date, s.id) < (${value}::timestamptz, ${conditions.bind(id)}::bigint)`,
    );
  }
  const order = "order by s.sale_date desc, s.id desc";
  const limit = `limit ${conditions.bind(cut.rowLimit)} offset ${conditions.bind(cut.skip)}`;
  if (way !== "products") {
    return `select s.* from sales.sale s ${conditions.toWhere()} ${order} ${limit}`;
  }
  // All that is needed to find the rows is in the index, and only those of the page are fetched.
  const products = `unnest(${conditions.bind(`{${productIds?.join()}}`)}::bigint[]) as one (product_id)`;
  return `select s.* from sales.sale s where s.id = any(array(
    select s.id from ${products} join sales.sale s using (product_id)
    ${conditions.toWhere()} ${order} ${limit}
  ))`;
}

/** Finds out which is shorter: to go through the rows by date, or through all those of the products. */
function chooseWay(
  { productIds = [], channel, orderRef, kind }: RowSelection,
  { skip, rowLimit }: PageCut,
  counted: MirrorCount | undefined,
): "dates" | "products" | "the planner's" {
  const isNarrowed = (channel ?? orderRef ?? kind) !== undefined;
  if (!counted || isNarrowed || productIds.length <= maxEstimated) return "the planner's";
  const total = Math.max(1, Number(sumCounted(counted.parts)));
  const about = Math.max(0, ...counted.parts.map(({ position }) => Number(position.id)));
  return ((skip + rowLimit) * about) / total < total ? "dates" : "products";
}
