import { unavailable } from "@backroom/kit";

/** Lets only so many work at a time; a bounded number wait, first come, first served. */
export class Places {
  readonly #maxWaiting: number;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(maxWorking: number, maxWaiting: number) {
    this.#free = maxWorking;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Does work once there is a place for it.
   *
   * @throws ConnectError UNAVAILABLE when too many wait already; the signal's reason when it is
   * aborted before the work has begun.
   */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    if (this.#waiting.size >= this.#maxWaiting) {
      throw unavailable("too many questions about revenue are waiting just now");
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      this.#waiting.delete(enter);
      reject(signal.reason);
    };
    const enter = () => {
      signal.removeEventListener("abort", abort);
      resolve();
    };
    signal.addEventListener("abort", abort, { once: true });
    this.#waiting.add(enter);
    await promise;
  }

  /** Hands the place to whoever has waited longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
