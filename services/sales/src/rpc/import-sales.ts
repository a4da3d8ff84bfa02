import { type Handlers, invalidArgument } from "@backroom/kit";
import type { ImportSalesRequest, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { Deps } from "../deps.ts";
import { beginImport } from "../import/begin-import.ts";
import { ChunkQueue } from "../import/chunk-queue.ts";
import { toImport } from "../import/import-state.ts";
import { planChunk } from "../import/plan-chunk.ts";
import type { ReadRow } from "../import/read-row.ts";
import { readRows } from "../import/read-rows.ts";
import { writeChunk } from "../import/write-chunk.ts";

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
        const { lastRow, doubt, ...plan } = await planChunk(deps, rows, context);
        if (lastRow !== undefined) {
          const writing = { importId, recordedBy, expectsTaken };
          const endTurn = await deps.importTurns.take(["write"]);
          try {
            const written = await writeChunk(deps.pool, writing, { ...plan, lastRow, doubt });
            state = written.state;
            expectsTaken = written.hadTaken;
          } finally {
            endTurn();
          }
          deps.ledgerHint.give();
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
