import { cutPage, type Handlers, invalidArgument, readPage } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { RowCounter } from "../count/row-counter.ts";
import { writeTotal } from "../count/write-total.ts";
import type { Deps } from "../deps.ts";
import { addMatches, addTimes, Conditions } from "../ledger/conditions.ts";
import { filterRows, type RowSelection } from "../ledger/filter-rows.ts";
import { rowToSale, type SaleRow, saleColumns, saleTables } from "../ledger/to-sale.ts";
import { isOfMany, type PageCut, writePage } from "../ledger/write-page.ts";

type Row = { readonly total: string } & (SaleRow | { readonly [K in keyof SaleRow]: null });

/** Makes the handler of ListSales. The page and the total are of one snapshot of the ledger. */
export function listSales(
  deps: Deps,
  counter: RowCounter,
): Handlers<typeof SalesService>["listSales"] {
  return async (request, context) => {
    const page = readPage(request, 2);
    const selection = await filterRows(deps, request, context);
    const [counted, among] = await Promise.all([
      counter.count(selection, context),
      isOfMany(selection)
        ? counter.count({ ...selection, productIds: undefined }, context)
        : undefined,
    ]);
    const values: unknown[] = [];
    const total = counted
      ? writeTotal(values, selection, counted)
      : `(select count(*) from sales.sale s ${toConditions(values, selection).toWhere()})`;
    const after = page.after && readAfter(page.after);
    const cut = { after, skip: page.skip, rowLimit: page.limit + 1 };
    const { rows } = await deps.pool.query<Row>(
      `with page as (${writePage(values, selection, cut, { counted, among })})
      select one.total, rows.* from (select ${total} as total) one
      left join (
        select ${saleColumns} from ${saleTables.replace("sales.sale s", "page s")}
      ) rows on true
      order by rows.sale_date_ms desc, rows.id desc`,
      values,
    );
    const found = rows.flatMap((row) => (row.id === null ? [] : [row]));
    const { rows: kept, ...fields } = cutPage(found, rows[0]?.total, page, (row) => [
      String(row.sale_date_ms),
      row.id,
    ]);
    return { ...fields, items: kept.map(rowToSale) };
  };
}

/** Makes all conditions of a selection. */
function toConditions(values: unknown[], selection: RowSelection): Conditions {
  const conditions = new Conditions(values);
  addTimes(conditions, selection);
  addMatches(conditions, selection);
  return conditions;
}

/** Reads the row of a token, which holds its date and id. */
function readAfter([saleDateMs = "", id = ""]: readonly string[]): PageCut["after"] {
  if (!/^[0-9]{1,13}$/.test(saleDateMs) || !/^[0-9]{1,18}$/.test(id)) {
    throw invalidArgument("page_token", "is not a token of this list");
  }
  return { date: new Date(Number(saleDateMs)).toISOString(), id };
}
