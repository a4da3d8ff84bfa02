import { cutPage, type Handlers, invalidArgument, readPage } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { RowCounter } from "../count/row-counter.ts";
import { writeTotal } from "../count/write-total.ts";
import type { Deps } from "../deps.ts";
import { addMatches, addTimes, Conditions } from "../ledger/conditions.ts";
import { filterRows } from "../ledger/filter-rows.ts";
import { rowToSale, type SaleRow, saleColumns, saleTables } from "../ledger/to-sale.ts";

type Row = { readonly total: string } & (SaleRow | { readonly [K in keyof SaleRow]: null });

/** Makes the handler of ListSales. The page and the total are of one snapshot of the ledger. */
export function listSales(
  deps: Deps,
  counter: RowCounter,
): Handlers<typeof SalesService>["listSales"] {
  return async (request, context) => {
    const page = readPage(request, 2);
    const selection = await filterRows(deps, request, context);
    const counted = await counter.count(selection, context);
    const conditions = new Conditions();
    addMatches(conditions, selection);
    const mirrored = counted && writeTotal(conditions, counted);
    addTimes(conditions, selection);
    const total = mirrored ?? `(select count(*) from sales.sale s ${conditions.toWhere()})`;
    if (page.after) goOnAfter(conditions, page.after);
    const { rows } = await deps.pool.query<Row>(
      `with page as (
        select s.* from sales.sale s ${conditions.toWhere()}
        order by s.sale_date desc, s.id desc
        limit ${conditions.bind(page.limit + 1)} offset ${conditions.bind(page.skip)}
      )
      select one.total, rows.* from (select ${total} as total) one
      left join (
        select ${saleColumns} from ${saleTables.replace("sales.sale s", "page s")}
      ) rows on true
      order by rows.sale_date_ms desc, rows.id desc`,
      conditions.values,
    );
    const found = rows.flatMap((row) => (row.id === null ? [] : [row]));
    const { rows: kept, ...fields } = cutPage(found, rows[0]?.total, page, (row) => [
      String(row.sale_date_ms),
      row.id,
    ]);
    return { ...fields, items: kept.map(rowToSale) };
  };
}

/** Passes over everything up to the row of a token, which holds its date and id. */
function goOnAfter(conditions: Conditions, [saleDateMs = "", id = ""]: readonly string[]): void {
  if (!/^[0-9]{1,13}$/.test(saleDateMs) || !/^[0-9]{1,18}$/.test(id)) {
    throw invalidArgument("page_token", "is not a token of this list");
  }
  conditions.add(
    new Date(Number(saleDateMs)).toISOString(),
    (date) => `(s.sale_date, s.id) < (${date}, ${conditions.bind(id)}::bigint)`,
  );
}
