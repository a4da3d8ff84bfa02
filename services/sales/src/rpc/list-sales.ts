import { type Handlers, invalidArgument, readPage, writeToken } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { type Conditions, filterRows } from "../ledger/filter-rows.ts";
import { rowToSale, type SaleRow, saleColumns, saleTables } from "../ledger/to-sale.ts";

type Row = { readonly total: string } & (SaleRow | { readonly [K in keyof SaleRow]: null });

/** Makes the handler of ListSales. */
export function listSales(deps: Deps): Handlers<typeof SalesService>["listSales"] {
  return async (request, context) => {
    const { skip, limit, after } = readPage(request, 2);
    const conditions = await filterRows(deps, request, context);
    const counted = conditions.toWhere();
    if (after) goOnAfter(conditions, after);
    const { rows } = await deps.pool.query<Row>(
      `with page as (
        select s.* from sales.sale s ${conditions.toWhere()}
        order by s.sale_date desc, s.id desc
        limit ${conditions.bind(limit + 1)} offset ${conditions.bind(skip)}
      )
      select one.total, rows.* from (select count(*) as total from sales.sale s ${counted}) one
      left join (
        select ${saleColumns} from ${saleTables.replace("sales.sale s", "page s")}
      ) rows on true
      order by rows.sale_date_ms desc, rows.id desc`,
      conditions.values,
    );
    const found = rows.flatMap((row) => (row.id === null ? [] : [row]));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(rowToSale),
      total: BigInt(rows[0]?.total ?? 0),
      skip,
      limit,
      nextPageToken: last ? writeToken([String(last.sale_date_ms), last.id]) : "",
    };
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
