import { type Handlers, notFound } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { findImport } from "../import/find-import.ts";
import { toImport } from "../import/import-state.ts";

/** Makes the handler of GetImport. */
export function getImport({
  pool,
}: Pick<Deps, "pool">): Handlers<typeof SalesService>["getImport"] {
  return async ({ importId }) => {
    const state = await findImport(pool, importId);
    if (!state) throw notFound("import_id", `there is no import "${importId}"`);
    return { import: toImport(state) };
  };
}
