import { type Handlers, notFound } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { type ImportState, importColumns, toImport } from "../import/import-state.ts";

/** Makes the handler of GetImport. */
export function getImport({
  pool,
}: Pick<Deps, "pool">): Handlers<typeof SalesService>["getImport"] {
  return async ({ importId }) => {
    const { rows } = await pool.query<ImportState>(
      `select ${importColumns} from sales.import where import_id = $1`,
      [importId],
    );
    const [state] = rows;
    if (!state) throw notFound("import_id", `there is no import "${importId}"`);
    return { import: toImport(state) };
  };
}
