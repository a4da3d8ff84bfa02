import { setTimeout as sleep } from "node:timers/promises";
import type { Import } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Backroom } from "./connect.ts";
import { findImport } from "./find-import.ts";
import { isPassing } from "./is-passing.ts";
import type { RowFeed } from "./row-feed.ts";

/** How often the position is asked for, in milliseconds. */
const watchIntervalMs = 250;

/** When nothing was settled for so long, there is no hope left. */
const patienceMs = 300_000;

/** How to stream rows. */
export interface StreamOptions {
  readonly importId: string;
  /** Told when more rows are settled. */
  readonly onSettled?: (position: bigint) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Streams a feed's rows into an import until all are settled. When the server is away or the
 * connection is lost, it waits and goes on after the last row that is settled.
 *
 * @returns the import as it is then; undefined when there was nothing to send.
 * @throws ConnectError when the server refuses the stream, or settles nothing for five minutes.
 */
export async function streamRows(
  backroom: Backroom,
  feed: RowFeed,
  { importId, onSettled, signal }: StreamOptions,
): Promise<Import | undefined> {
  let movedAt = performance.now();
  let delayMs = 100;
  let last: Import | undefined;

  /** Takes note of how far the import is. */
  function note(state: Import | undefined): void {
    if (!state || state.position < feed.position) return;
    last = state;
    if (state.position === feed.position) return;
    feed.settle(state.position);
    movedAt = performance.now();
    delayMs = 100;
    onSettled?.(state.position);
  }

  /** Sends what one stream takes, watching the import's position meanwhile. */
  async function sendOnce(): Promise<void> {
    const done = new AbortController();
    const watching = watch(backroom, importId, done.signal, note);
    try {
      const messages = toMessages(importId, feed);
      const answer = await backroom.sales.importSales(messages, { timeoutMs: 0, signal });
      note(answer.import);
    } finally {
      done.abort();
      await watching;
    }
  }

  while (await feed.hasMore()) {
    try {
      await sendOnce();
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || performance.now() - movedAt > patienceMs) throw error;
      await sleep(delayMs, undefined, { signal });
      delayMs = Math.min(delayMs * 2, 3000);
      note(await findImport(backroom, importId, { maxElapsedMs: patienceMs, signal }));
    }
  }
  return last;
}

/** Makes the messages of one stream. */
async function* toMessages(importId: string, feed: RowFeed) {
  for await (const rows of feed.send()) yield { importId, rows: [...rows] };
}

/** Asks again and again how far an import is. What goes wrong here goes wrong with the stream too. */
async function watch(
  { sales }: Backroom,
  importId: string,
  signal: AbortSignal,
  note: (state: Import | undefined) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sleep(watchIntervalMs, undefined, { signal });
      note((await sales.getImport({ importId }, { signal })).import);
    } catch (error) {
      const isMissing = error instanceof ConnectError && error.code === Code.NotFound;
      if (!signal.aborted && !isMissing && !isPassing(error)) return;
    }
  }
}
