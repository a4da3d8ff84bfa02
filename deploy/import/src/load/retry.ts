import { setTimeout as sleep } from "node:timers/promises";
import { isPassing } from "./is-passing.ts";

/** How long to go on trying. */
export interface Patience {
  /** No new attempt is begun when this many milliseconds have passed. */
  readonly maxElapsedMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a call that is safe to repeat, and again after 0.1, 0.2, 0.4 … up to 3 seconds while it
 * fails for a reason that passes.
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
      if (!isPassing(error) || performance.now() + delayMs > endsAt) throw error;
    }
    await sleep(delayMs, undefined, { signal });
  }
}
