import type { Places } from "./places.ts";

/** One caller's turn at beginning what a flight does. */
interface Ticket<T> {
  readonly answer: Promise<T>;
  readonly withdraw: () => void;
  holderCount: number;
}

/**
 * Does something once for all who want it at the same time. Each caller waits for a place in its own
 * turn, so that nobody waits behind another's queue; whoever comes first begins for all. Who leaves
 * leaves the others alone; when the last has left, what was begun is ended.
 */
export class Flight<T> {
  readonly #places: Places;
  readonly #work: (signal: AbortSignal) => Promise<T>;
  readonly #tickets = new Map<string, Ticket<T>>();
  readonly #outcome = Promise.withResolvers<T>();
  readonly #begun = new AbortController();
  readonly #left = new AbortController();

  /** @param work is done at most once; its signal is aborted when nobody waits for it any more. */
  constructor(places: Places, work: (signal: AbortSignal) => Promise<T>) {
    this.#places = places;
    this.#work = work;
    this.#outcome.promise.catch(() => {}); // Those who wait are told; all may have left.
  }

  /** Whether the work has begun. */
  get hasBegun(): boolean {
    return this.#begun.signal.aborted;
  }

  /** Aborted when the last who waited has left, before the work was done. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /**
   * Waits for the outcome.
   *
   * @param maxQueueMs how long the caller waits for a place at most.
   * @throws what the work throws; ConnectError RESOURCE_EXHAUSTED when the caller gets no place; the
   * signal's reason when it is aborted.
   */
  async join(caller: string, signal: AbortSignal, maxQueueMs: number): Promise<T> {
    signal.throwIfAborted();
    const ticket = this.#tickets.get(caller) ?? this.#queue(caller, maxQueueMs);
    ticket.holderCount++;
    const leaving = Promise.withResolvers<never>();
    const leave = () => leaving.reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([ticket.answer, leaving.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
      this.#release(caller, ticket);
    }
  }

  /** Lets a caller wait for its turn, unless somebody begins before. */
  #queue(caller: string, maxQueueMs: number): Ticket<T> {
    const withdrawn = new AbortController();
    const signal = AbortSignal.any([withdrawn.signal, this.#begun.signal]);
    const turn = { caller, signal, maxWaitMs: maxQueueMs };
    const answer = this.hasBegun
      ? this.#outcome.promise
      : this.#places
          .take(turn, () => this.#begin())
          .catch((error) => {
            if (this.hasBegun) return this.#outcome.promise;
            throw error;
          });
    answer.catch(() => {}); // Whoever waits is told; all of this caller may have left.
    const ticket = { answer, withdraw: () => withdrawn.abort(), holderCount: 0 };
    this.#tickets.set(caller, ticket);
    return ticket;
  }

  #begin(): Promise<T> {
    this.#begun.abort();
    this.#work(this.#left.signal).then(this.#outcome.resolve, this.#outcome.reject);
    return this.#outcome.promise;
  }

  #release(caller: string, ticket: Ticket<T>): void {
    if (--ticket.holderCount > 0) return;
    ticket.withdraw();
    this.#tickets.delete(caller);
    if (this.#tickets.size === 0) this.#left.abort(new Error("nobody waits for it any more"));
  }
}
