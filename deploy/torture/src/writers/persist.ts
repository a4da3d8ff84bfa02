import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";

/** What a call is refused with that may go well when it is made again. */
const passing = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Canceled, Code.Aborted]);

const pauseMs = 40;

/**
 * Makes a call again and again until it is answered, as a client with an idempotency key does.
 *
 * @param attempt is told how often it was tried before.
 * @throws ConnectError when the call is refused for good, or the signal's reason.
 */
export async function persist<T>(
  signal: AbortSignal,
  attempt: (before: number) => Promise<T>,
): Promise<T> {
  for (let before = 0; ; before++) {
    signal.throwIfAborted();
    try {
      return await attempt(before);
    } catch (error) {
      if (!passing.has(ConnectError.from(error).code)) throw error;
    }
    await sleep(pauseMs, undefined, { signal });
  }
}

/** Whether a call was refused because the state of things forbids it. */
export function isForbidden(error: unknown): boolean {
  return ConnectError.from(error).code === Code.FailedPrecondition;
}
