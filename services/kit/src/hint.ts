/**
 * A hint within one process that something happened, such as a commit. A hint may be lost when
 * nobody listens: whoever waits must look for itself now and then.
 */
export class Hint {
  readonly #waiting = new Set<() => void>();

  /** Wakes everybody who waits. */
  give(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits until the next hint, at most so long, or until the signal is aborted. */
  wait(maxMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, maxMs);
      signal.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }
}
