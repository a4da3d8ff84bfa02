import { Hint } from "@backroom/kit";
import { Contents } from "./contents.ts";

interface Waiter {
  readonly sinceMs: number;
  readonly resolve: () => void;
}

/** What the mirror holds, and up to which moment that is everything that had been committed. */
export class Freshness {
  /** Given whenever the mirror may hold something else. */
  readonly changed = new Hint();
  readonly #hint: Hint;
  readonly #waiters = new Set<Waiter>();
  readonly #impatience = new Hint();
  #asOfMs: number | undefined;
  #contents: Contents | undefined;
  #heldBy: readonly unknown[] = [];
  #toldChangeCount = -1;

  /** @param hint wakes the mirror when somebody waits. */
  constructor(hint: Hint) {
    this.#hint = hint;
  }

  /** On PostgreSQL's clock, in milliseconds since 1970; undefined while it is not known. */
  get asOfMs(): number | undefined {
    return this.#asOfMs;
  }

  /** What the mirror holds; undefined while that is not known. */
  get contents(): Contents | undefined {
    return this.#contents;
  }

  /**
   * Notes that what was copied is in the facts and in every roll-up. While it is held by the same,
   * every change to it is noted in its contents; else it has other contents.
   *
   * @param holder who sees to it that every change is noted, or what none was made since.
   * @param mendings tells apart what was held before the mirror was mended, and after.
   */
  hold(holder: unknown, mendings: string): void {
    const [heldBy, heldMendings] = this.#heldBy;
    if (!this.#contents || holder !== heldBy || mendings !== heldMendings) {
      this.#heldBy = [holder, mendings];
      this.#contents = new Contents();
      this.#toldChangeCount = -1;
    }
    const { changeCount } = this.#contents;
    if (changeCount === this.#toldChangeCount) return;
    this.#toldChangeCount = changeCount;
    this.changed.give();
  }

  /**
   * Notes that all of what a survey saw has arrived.
   *
   * @param asOfMs the moment of the survey on PostgreSQL's clock.
   * @param begunAtMs when the survey began, on the clock of performance.now().
   */
  advance(asOfMs: number, begunAtMs: number): void {
    this.#asOfMs = asOfMs;
    for (const waiter of this.#waiters) {
      if (waiter.sinceMs > begunAtMs) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  /** Notes that the mirror cannot be relied on until it has advanced again. */
  forget(): void {
    const wasKnown = this.#contents !== undefined;
    this.#asOfMs = undefined;
    this.#contents = undefined;
    if (wasKnown) this.changed.give();
  }

  /** Lets the mirror rest for so long, unless somebody waits or comes to wait. */
  async rest(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#waiters.size === 0) await this.#impatience.wait(ms, signal);
  }

  /** Waits until all that was committed before this call is in the mirror; rejects when the signal is aborted. */
  wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiters.delete(waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        sinceMs: performance.now(),
        resolve: () => {
          signal.removeEventListener("abort", abort);
          resolve();
        },
      };
      signal.addEventListener("abort", abort, { once: true });
      this.#waiters.add(waiter);
      this.#hint.give();
      this.#impatience.give();
    });
  }
}
