import { setImmediate } from "node:timers/promises";
import { failedPrecondition, type Handlers } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { beginImport } from "../import/begin-import.ts";
import { checkOrder } from "../import/check-order.ts";
import { findImport } from "../import/find-import.ts";
import { toImport } from "../import/import-state.ts";
import { type ReadRow, readRow } from "../import/read-row.ts";
import { settleChunk } from "../import/settle-chunk.ts";

/** How many rows are read in one go, before others have their turn. */
const rowsATurn = 100;

/** Makes the handler of ImportRows. */
export function importRows(deps: Deps): Handlers<typeof SalesService>["importRows"] {
  return async ({ importId, rows, after = 0n }, context) => {
    let last = 0n;
    for (const [index, { row }] of rows.entries()) {
      checkOrder(index, row, last);
      last = row;
    }
    const recordedBy = context.caller.name;
    // One that has begun is not begun again: that would be a commit of its own for every chunk.
    const begun = after > 0n ? await findImport(deps.pool, importId) : undefined;
    const state = begun ?? (await beginImport(deps.pool, importId, recordedBy));
    const position = BigInt(state.position);
    if (position < after) {
      const text = `the import is at row ${position}, and the rows up to ${after} were not sent`;
      throw failedPrecondition("after", text);
    }
    const read: ReadRow[] = [];
    for (const row of rows) {
      if (row.row <= position) continue;
      read.push(readRow(row, recordedBy, deps.storeTimeZone));
      if (read.length % rowsATurn === 0) await setImmediate();
    }
    if (read.length === 0) return { import: toImport(state) };
    const expectsTaken = state.unchanged !== "0";
    const writing = { importId, recordedBy, expectsTaken };
    const { written, doubt } = await settleChunk(deps, read, writing, context);
    if (doubt) throw doubt;
    return { import: toImport(written?.state ?? state) };
  };
}
