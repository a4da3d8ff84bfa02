/**
 * Does a piece of work now and then again and again, never twice at the same moment.
 *
 * @param work what is done; it should end soon once its signal is aborted.
 * @param intervalMs from the end of one run to the beginning of the next.
 * @param onError hears of what a run throws; the next run comes in its time.
 * @returns the stop, which aborts the signal and resolves when no run is under way any more.
 */
export function repeat(
  work: (signal: AbortSignal) => Promise<void>,
  intervalMs: number,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout | undefined;
  let current = Promise.resolve();
  const run = () => {
    current = work(signal)
      .catch(onError)
      .then(() => {
        if (!signal.aborted) timer = setTimeout(run, intervalMs);
      });
  };
  run();
  return () => {
    stopping.abort();
    clearTimeout(timer);
    return current;
  };
}
