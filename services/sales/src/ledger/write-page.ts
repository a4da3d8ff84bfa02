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

/** To look for a product's rows takes as long as to go through so many by date. */
const rowsPerLook = 16;

/** Of the rows of some products, about one in so many is of a channel or kind. */
const rowsPerMatch = 4;

/** What the mirror has counted, so far as it was asked. */
export interface Counts {
  /** Of the selection. */
  readonly counted: MirrorCount | undefined;
  /** Of the same selection, but of all products. */
  readonly among: MirrorCount | undefined;
}

/** Whether a selection is of so many products that the planner would spend long on them. */
export function isOfMany({ productIds = [] }: RowSelection): boolean {
  return productIds.length > maxEstimated;
}

/**
 * Writes the query of the rows of a page, with all columns of `sales.sale`.
 *
 * @param values the statement's, which more are added to.
 * @param counts tell, with many products, which way is shorter.
 */
export function writePage(
  values: unknown[],
  selection: RowSelection,
  cut: PageCut,
  counts: Counts,
): string {
  const way = chooseWay(selection, cut, counts);
  const conditions = new Conditions(values);
  const { productIds, ...others } = selection;
  addTimes(conditions, cut.after ? endAt(selection, cut.after) : selection);
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
  const products = `unnest(${conditions.bind(`{${productIds?.join()}}`)}::bigint[]) as one (product_id)`;
  const most = conditions.bind(cut.skip + cut.rowLimit);
  // Each product has its newest rows found by the index of products, and only those of the page are fetched.
  return `select s.* from sales.sale s where s.id = any(array(
    select s.id from ${products} cross join lateral (
      select s.id, s.sale_date from sales.sale s
      ${conditions.toWhere("s.product_id = one.product_id")} ${order} limit ${most}
    ) s ${order} ${limit}
  ))`;
}

/**
 * Leaves the end out of a selection that a page's beginning is before: given both, PostgreSQL would
 * go through all rows between them.
 */
function endAt(
  { startMs, endMs }: RowSelection,
  after: NonNullable<PageCut["after"]>,
): Pick<RowSelection, "startMs" | "endMs"> {
  return endMs !== undefined && Date.parse(after.date) < endMs ? { startMs } : { startMs, endMs };
}

/**
 * Finds out which is shorter: to go through the rows by date until the page is full, or to look for
 * the rows of each product. Both are counted in rows by date, about.
 */
function chooseWay(
  selection: RowSelection,
  { skip, rowLimit }: PageCut,
  { counted, among }: Counts,
): "dates" | "products" | "the planner's" {
  const { productIds = [], channel, orderRef, kind } = selection;
  if (!isOfMany(selection) || !counted || !among) return "the planner's";
  const total = Number(sumCounted(counted.parts));
  const byDates = ((skip + rowLimit) * Number(sumCounted(among.parts))) / Math.max(1, total);
  const isNarrowed = (channel ?? orderRef ?? kind) !== undefined;
  const byProducts = productIds.length * rowsPerLook + total * (isNarrowed ? rowsPerMatch : 1);
  return byDates < byProducts ? "dates" : "products";
}
