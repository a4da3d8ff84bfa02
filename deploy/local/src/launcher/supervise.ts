import { setTimeout as sleep } from "node:timers/promises";

/** Something that runs until it ends by itself or is stopped. */
export interface Running {
  pid: number;
  /** Comes true when it has ended, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** A running part that is started again whenever it ends by itself. */
export interface Supervised {
  /** The process id of the present incarnation, or undefined between two. */
  pid(): number | undefined;
  /** Stops it for good. */
  stop(): Promise<void>;
}

/** The waits before a restart: they double from the first to the last while starts keep failing. */
export interface Backoff {
  firstMs: number;
  lastMs: number;
}

/** Starts a part and keeps it running. The first start must succeed; later ones are repeated for ever. */
export async function supervise(
  name: string,
  start: () => Promise<Running>,
  say: (line: string) => void,
  backoff: Backoff = { firstMs: 200, lastMs: 10_000 },
): Promise<Supervised> {
  const stopping = new AbortController();
  let current: Running | undefined = await start();
  const watching = watch();

  async function watch(): Promise<void> {
    let waitMs = backoff.firstMs;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      await current?.exited;
      if (stopping.signal.aborted) return;
      if (current && performance.now() - startedAt > backoff.lastMs) waitMs = backoff.firstMs;
      if (current) say(`${name} ended unexpectedly, starting it again`);
      current = undefined;
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      waitMs = Math.min(2 * waitMs, backoff.lastMs);
      if (stopping.signal.aborted) return;
      try {
        current = await start();
        say(`${name} is running again`);
      } catch (error) {
        say(`${name} did not start: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await current?.stop();
    await watching;
    // A start that was under way when the stop came has succeeded meanwhile.
    await current?.stop();
  }

  return { pid: () => current?.pid, stop };
}
