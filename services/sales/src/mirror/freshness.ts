import { Hint } from "@backroom/kit";
import { formatPosition, type Position } from "../ledger/position.ts";

interface Waiter {
  readonly sinceMs: number;
  readonly resolve: () => void;
}

/** How far each feed has come. */
type Place = Readonly<Record<"category" | "product" | "sale", Position>>;

/** What the mirror holds, and up to which moment that is everything that had been committed. */
export class Freshness {
  /** Given whenever the mirror may hold something else. */
  readonly changed = new Hint();
  readonly #hint: Hint;
  readonly #waiters = new Set<Waiter>();
  readonly #impatience = new Hint();
  #asOfMs: number | undefined;
  #contents: string | undefined;
  #timesForgotten = 0;

  /** @param hint wakes the mirror when somebody waits. */
  constructor(hint: Hint) {
    this.#hint = hint;
  }

  /** On PostgreSQL's clock, in milliseconds since 1970; undefined while it is not known. */
  get asOfMs(): number | undefined {
    return this.#asOfMs;
  }

  /** Names what the mirror holds: while the name stays, so does every answer. Undefined while it is not known. */
  get contents(): string | undefined {
    return this.#contents;
  }

  /**
   * Notes that all up to this place has arrived, in the facts and in every roll-up.
   *
   * @param mendings tells apart what came as far before the mirror was mended, and after.
   */
  hold({ category, product, sale }: Place, mendings: string): void {
    const places = [category, product, sale].map(formatPosition);
    const contents = [this.#timesForgotten, mendings, ...places].join("/");
    const isNew = contents !== this.#contents;
    this.#contents = contents;
    if (isNew) this.changed.give();
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
    this.#timesForgotten++;
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
