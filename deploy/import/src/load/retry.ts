import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";

/** Codes after which the same call may well succeed; every call here is safe to repeat. */
const passing: readonly Code[] = [Code.Unavailable, Code.ResourceExhausted, Code.DeadlineExceeded];

/** How long to go on trying. */
export interface Patience {
  /** No new attempt is begun when this many milliseconds have passed. */
  readonly maxElapsedMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a call, and again after 0.1, 0.2, 0.4 … up to 3 seconds while it fails for a reason that
 * passes.
 *
 * @throws ConnectError the last one, when patience has run out or the reason does not pass.
 */
export async function retry<T>(
  call: () => Promise<T>,
  { maxElapsedMs, signal }: Patience = { maxElapsedMs: 60_000 },
): Promise<T> {
  const endsAt = performance.now() + maxElapsedMs;
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 3000)) {
    try {
      return await call();
    } catch (error) {
      const isPassing = error instanceof ConnectError && passing.includes(error.code);
      if (!isPassing || performance.now() + delayMs > endsAt) throw error;
    }
    await sleep(delayMs, undefined, { signal });
  }
}
