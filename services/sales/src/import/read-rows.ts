import { setImmediate } from "node:timers/promises";
import { invalidArgument } from "@backroom/kit";
import type { ImportSalesRequest } from "@backroom/proto/sales/v1/sales_pb";
import { checkOrder } from "./check-order.ts";
import type { ChunkQueue } from "./chunk-queue.ts";
import { type ReadRow, readRow } from "./read-row.ts";

/** How many rows are read in one go, before others have their turn. */
const rowsATurn = 100;

/** What the reading of an import's rows depends on. */
export interface RowReading {
  readonly importId: string;
  readonly recordedBy: string;
  readonly storeTimeZone: string;
  /** Rows up to this number are settled and passed over. */
  position(): bigint;
}

/**
 * Reads the rows of a stream into a queue, a message at a time, until all have come or one cannot be
 * taken. It never rejects: the queue is told how it ended.
 */
export async function readRows(
  messages: AsyncIterable<ImportSalesRequest>,
  queue: ChunkQueue<ReadRow>,
  reading: RowReading,
): Promise<void> {
  let last = 0n;
  try {
    for await (const { importId, rows } of messages) {
      if (importId && importId !== reading.importId) {
        throw invalidArgument("import_id", "must be the same in all messages");
      }
      const read: ReadRow[] = [];
      const position = reading.position();
      try {
        for (const [index, row] of rows.entries()) {
          checkOrder(index, row.row, last);
          last = row.row;
          if (row.row <= position) continue;
          read.push(readRow(row, reading.recordedBy, reading.storeTimeZone));
          if (read.length % rowsATurn === 0) await setImmediate();
        }
      } finally {
        await queue.put(read);
      }
    }
    queue.end();
  } catch (error) {
    queue.end(error);
  }
}
