import type { Client } from "pg";
import { comparePositions, type Position } from "../ledger/position.ts";
import type { Feed } from "./feeds.ts";
import { type Batch, readBatch } from "./read-batch.ts";

/** What is copied, and how. */
export interface Copying {
  /** The connection that the rows are read over. */
  readonly client: Client;
  readonly feed: Feed;
  /** Where each feed has come; it moves on with each batch that was written. */
  readonly at: Record<Feed["name"], Position>;
  /** The last position that is copied, which a survey of the ledger has found to be final. */
  readonly upTo: Position;
  readonly maxBatchRows: number;
  readonly write: (batch: Batch) => Promise<void>;
}

/**
 * Copies a feed up to a position, reading the next batch while one is written. It ends after the
 * batch under way when the signal is aborted.
 *
 * @returns how many rows were copied.
 */
export async function copyFeed(
  { client, feed, at, upTo, maxBatchRows, write }: Copying,
  signal: AbortSignal,
): Promise<number> {
  const read = (after: Position) => readBatch(client, feed, after, upTo, maxBatchRows);
  let rowCount = 0;
  let next: Promise<Batch> | undefined;
  try {
    while (comparePositions(at[feed.name], upTo) < 0 && !signal.aborted) {
      const batch = await (next ?? read(at[feed.name]));
      next = undefined;
      if (batch.rowCount === 0) break;
      if (batch.rowCount === maxBatchRows) {
        next = read(batch.last);
        next.catch(() => {}); // It is awaited in the next round, or below.
      }
      await write(batch);
      at[feed.name] = batch.last;
      rowCount += batch.rowCount;
    }
  } finally {
    await next?.catch(() => {});
  }
  return rowCount;
}
