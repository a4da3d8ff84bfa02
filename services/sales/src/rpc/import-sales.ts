import { type Handlers, invalidArgument } from "@backroom/kit";
import type { ImportSalesRequest, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { beginImport } from "../import/begin-import.ts";
import { ChunkQueue } from "../import/chunk-queue.ts";
import { toImport } from "../import/import-state.ts";
import type { ReadRow } from "../import/read-row.ts";
import { readRows } from "../import/read-rows.ts";
import { settleChunk } from "../import/settle-chunk.ts";

/** Makes the handler of ImportSales. */
export function importSales(deps: Deps): Handlers<typeof SalesService>["importSales"] {
  return async (requests, context) => {
    const messages = requests[Symbol.asyncIterator]();
    const first = await messages.next();
    if (first.done || !first.value.importId) {
      throw invalidArgument("import_id", "must be given in the first message");
    }
    const { importId } = first.value;
    const recordedBy = context.caller.name;
    let state = await beginImport(deps.pool, importId, recordedBy);
    let expectsTaken = false;
    const queue = new ChunkQueue<ReadRow>();
    void readRows(goOn(first.value, messages), queue, {
      importId,
      recordedBy,
      storeTimeZone: deps.storeTimeZone,
      position: () => BigInt(state.position),
    });
    try {
      for (;;) {
        const rows = await queue.take();
        if (rows.length === 0) return { import: toImport(state) };
        const writing = { importId, recordedBy, expectsTaken };
        const { written, doubt } = await settleChunk(deps, rows, writing, context);
        if (written) {
          state = written.state;
          expectsTaken = written.hadTaken;
        }
        if (doubt) throw doubt;
      }
    } finally {
      queue.end();
    }
  };
}

/** Puts the first message back before the others. */
async function* goOn(
  first: ImportSalesRequest,
  others: AsyncIterator<ImportSalesRequest>,
): AsyncGenerator<ImportSalesRequest> {
  yield first;
  for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
}
