import { setTimeout as sleep } from "node:timers/promises";

/** Waits until the gateway says that every service can do its work; what it last said is the error's text. */
export async function waitUntilReady(
  url: string,
  signal: AbortSignal,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (true) {
    signal.throwIfAborted();
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })
      .then(async (response) => (response.ok ? undefined : await response.text()))
      .catch((error: unknown) => String(error));
    if (answer === undefined) return;
    if (performance.now() > deadline) throw new Error(`Backroom did not get ready: ${answer}`);
    await sleep(50, undefined, { signal });
  }
}
