import { sleep } from "../api/sleep.ts";

/**
 * Makes a function that does something at once, and then no sooner than that is finished and so
 * many milliseconds have passed: however often it is called meanwhile, it is done once more. Once
 * the signal is aborted nothing is begun.
 */
export function createPacer(
  act: () => Promise<unknown>,
  restMs: number,
  signal: AbortSignal,
): () => void {
  let isBusy = false;
  let isWanted = false;

  async function run(): Promise<void> {
    isBusy = true;
    while (isWanted && !signal.aborted) {
      isWanted = false;
      // What it fails with is shown where it is asked for.
      await Promise.all([act().catch(() => {}), sleep(restMs, signal)]);
    }
    isBusy = false;
  }
  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
}
