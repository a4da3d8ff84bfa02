import { cutPage, type Handlers, invalidArgument, notFound, readPage } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";

interface Row {
  readonly row: string | null;
  readonly code: string;
  readonly message: string;
  readonly total: string;
}

/** Makes the handler of ListImportRefusals. */
export function listImportRefusals({
  pool,
}: Pick<Deps, "pool">): Handlers<typeof SalesService>["listImportRefusals"] {
  return async (request) => {
    const page = readPage(request, 1);
    const { rows } = await pool.query<Row>(
      `select i.refused as total, r."row", r.code, r.message
       from sales.import i
       left join lateral (
         select "row", code, message from sales.import_refusal
         where import_id = i.import_id and "row" > $2 order by "row" limit $3 offset $4
       ) r on true
       where i.import_id = $1 order by r."row"`,
      [request.importId, readAfter(page.after), page.limit + 1, page.skip],
    );
    const [first] = rows;
    if (!first) throw notFound("import_id", `there is no import "${request.importId}"`);
    const found = rows.flatMap(({ row, code, message }) =>
      row === null ? [] : [{ row: BigInt(row), code, message }],
    );
    const cut = cutPage(found, first.total, page, ({ row }) => [`${row}`]);
    const { rows: items, ...fields } = cut;
    return { ...fields, items: [...items] };
  };
}

/** Reads after which row a page begins. */
function readAfter(after: readonly string[] | undefined): string {
  const row = after?.[0] ?? "0";
  if (/^[0-9]{1,18}$/.test(row)) return row;
  throw invalidArgument("page_token", "is not a token of this list");
}
