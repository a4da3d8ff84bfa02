import type { Import } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { salesClient } from "../sales-client.ts";
import { type Chunk, makeRequest } from "./pack-rows.ts";

const firstWaitMs = 500;
const maxWaitMs = 10_000;
const passing: readonly Code[] = [
  Code.Unavailable,
  Code.ResourceExhausted,
  Code.DeadlineExceeded,
  Code.Aborted,
];

/** How long a chunk may take, in milliseconds; it is sent again after that. */
const timeoutMs = 60_000;

/**
 * Sends a chunk until its answer comes: when the server is away or the connection is lost it waits,
 * however long that takes, and sends it again, which counts nothing twice.
 *
 * @param onWaiting told why it waits, and with nothing when it no longer does.
 * @throws ConnectError when the server refuses the chunk; DOMException when the signal is aborted.
 */
export async function sendRows(
  chunk: Chunk,
  signal: AbortSignal,
  onWaiting: (error?: ConnectError) => void,
): Promise<Import | undefined> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, maxWaitMs)) {
    try {
      const answer = await salesClient.importRows(makeRequest(chunk), { signal, timeoutMs });
      onWaiting();
      return answer.import;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = ConnectError.from(thrown);
      const isLost = error.cause instanceof TypeError;
      if (!isLost && !passing.includes(error.code)) throw error;
      onWaiting(error);
      await wait(waitMs, signal);
    }
  }
}

/** Waits, or until the signal is aborted. */
function wait(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
