import type { CallContext, Handlers } from "@backroom/kit";
import {
  ExportFormat,
  type ExportSalesRequest,
  type SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { addMatches, addTimes, Conditions } from "../ledger/conditions.ts";
import { makeCsvWriter, makeNdjsonWriter } from "../ledger/export-lines.ts";
import { filterRows } from "../ledger/filter-rows.ts";
import { queryUntil } from "../ledger/query-until.ts";
import { type SaleRow, saleColumns, saleTables } from "../ledger/to-sale.ts";
import { readZone } from "../time/read-zone.ts";

const pageSize = 2_000;

type Row = SaleRow & { readonly sale_date_text: string };

/** Makes the handler of ExportSales. */
export function exportSales(deps: Deps): Handlers<typeof SalesService>["exportSales"] {
  return async function* (request, context) {
    const zone = readZone("time_zone", request.timeZone, deps.storeTimeZone);
    const writer =
      request.format === ExportFormat.NDJSON ? makeNdjsonWriter(zone) : makeCsvWriter(zone);
    const encoder = new TextEncoder();
    const piece = (text: string) => ({
      body: { contentType: writer.contentType, data: encoder.encode(text) },
    });
    let head: string | undefined = writer.head;
    for await (const rows of readPages(deps, request, context)) {
      yield piece((head ?? "") + writer.write(rows));
      head = undefined;
    }
    if (head !== undefined) yield piece(head);
  };
}

/**
 * Reads the rows of a filter page by page. All pages show the ledger at one moment, and no
 * connection is held between them, so a slow reader costs nothing: rows never change, and each
 * carries its transaction, which either was or was not visible at that moment.
 */
async function* readPages(
  deps: Deps,
  request: ExportSalesRequest,
  context: CallContext,
): AsyncIterable<SaleRow[]> {
  const selection = await filterRows(deps, request, context);
  const conditions = new Conditions();
  addTimes(conditions, selection);
  addMatches(conditions, selection);
  await seeOneMoment(deps, conditions);
  const afterDate = conditions.bind("-infinity");
  const afterId = conditions.bind(0);
  const text = `select ${saleColumns}, s.sale_date::text as sale_date_text from ${saleTables}
    ${conditions.toWhere()} and (s.sale_date, s.id) > (${afterDate}::timestamptz, ${afterId}::bigint)
    order by s.sale_date, s.id limit ${pageSize}`;
  const values = [...conditions.values];
  for (;;) {
    const rows = await queryUntil<Row>(deps.pool, text, values, context.signal);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    values.splice(-2, 2, last.sale_date_text, last.id);
  }
}

/** Adds the condition that a row was committed by now. Rows of earlier epochs all were. */
async function seeOneMoment({ pool }: Deps, conditions: Conditions): Promise<void> {
  const { rows } = await pool.query<{ snapshot: string; epoch: number }>(
    "select pg_current_snapshot()::text as snapshot, max(epoch) as epoch from sales.epoch",
  );
  const epoch = conditions.bind(rows[0]?.epoch);
  conditions.add(
    rows[0]?.snapshot,
    (snapshot) =>
      `(s.epoch < ${epoch}::integer or pg_visible_in_snapshot(s.xid, ${snapshot}::pg_snapshot))`,
  );
}
