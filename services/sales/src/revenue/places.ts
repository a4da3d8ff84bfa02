import { resourceExhausted } from "@backroom/kit";

/** How many may work and wait. */
export interface PlacesOptions {
  readonly maxWorking: number;
  /** How many of one caller may work at a time; as many as of all when absent. */
  readonly maxWorkingOfOne?: number;
  readonly maxWaiting: number;
}

/** Who wants a place. */
export interface Turn {
  /** Whose turn it takes. */
  readonly caller: string;
  /** Aborted when it is wanted no more. */
  readonly signal: AbortSignal;
  /** How long to wait at most, in milliseconds; for as long as it is wanted when absent. */
  readonly maxWaitMs?: number;
}

/** Who waits, and what they are told. */
interface Waiter {
  readonly enter: () => void;
  readonly refuse: () => void;
}

/**
 * Lets only so many work at a time. A bounded number wait: callers in turn, and each caller's own
 * first come, first served, so that one who asks for much holds up nobody but itself. When too many
 * wait, the newest of whoever has the most waiting is turned away.
 */
export class Places {
  readonly #maxWorkingOfOne: number;
  readonly #maxWaiting: number;
  /** Who waits by caller, the caller first whose turn is next. */
  readonly #waiting = new Map<string, Set<Waiter>>();
  /** How many work, by caller. */
  readonly #working = new Map<string, number>();
  #waitingCount = 0;
  #free: number;

  constructor({ maxWorking, maxWorkingOfOne = maxWorking, maxWaiting }: PlacesOptions) {
    this.#free = maxWorking;
    this.#maxWorkingOfOne = maxWorkingOfOne;
    this.#maxWaiting = maxWaiting;
  }

  /** How many wait. */
  get waitingCount(): number {
    return this.#waitingCount;
  }

  /**
   * Does work once there is a place for it.
   *
   * @throws ConnectError RESOURCE_EXHAUSTED when too many wait already, or it has waited for too
   * long; the signal's reason when it is aborted before the work has begun.
   */
  async take<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    turn.signal.throwIfAborted();
    if (this.#mayWork(turn.caller)) this.#begin(turn.caller);
    else await this.#wait(turn);
    try {
      return await work();
    } finally {
      this.#leave(turn.caller);
    }
  }

  /** Waits for a place, which is taken when this resolves. */
  #wait({ caller, signal, maxWaitMs }: Turn): Promise<void> {
    if (this.#waitingCount >= this.#maxWaiting) this.#makeRoom(caller);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      this.#forget(caller, waiter);
    };
    const waiter: Waiter = {
      enter: () => {
        end();
        this.#begin(caller);
        resolve();
      },
      refuse: () => {
        end();
        reject(tooMany());
      },
    };
    const abort = () => {
      end();
      reject(signal.reason);
    };
    const timer = maxWaitMs === undefined ? undefined : setTimeout(waiter.refuse, maxWaitMs);
    signal.addEventListener("abort", abort, { once: true });
    const own = this.#waiting.get(caller) ?? new Set();
    this.#waiting.set(caller, own.add(waiter));
    this.#waitingCount++;
    return promise;
  }

  #mayWork(caller: string): boolean {
    return this.#free > 0 && (this.#working.get(caller) ?? 0) < this.#maxWorkingOfOne;
  }

  #begin(caller: string): void {
    this.#free--;
    this.#working.set(caller, (this.#working.get(caller) ?? 0) + 1);
  }

  #leave(caller: string): void {
    this.#free++;
    const left = (this.#working.get(caller) ?? 0) - 1;
    if (left > 0) this.#working.set(caller, left);
    else this.#working.delete(caller);
    this.#admitNext();
  }

  /** Gives a free place to the first caller in turn who may have it, and makes its next turn the last. */
  #admitNext(): void {
    for (const [caller, waiters] of this.#waiting) {
      if (!this.#mayWork(caller)) continue;
      const [first] = waiters;
      first?.enter();
      if (waiters.size > 0) {
        this.#waiting.delete(caller);
        this.#waiting.set(caller, waiters);
      }
      return;
    }
  }

  /** Turns away the newest of whoever has the most waiting, which may be the one who comes. */
  #makeRoom(caller: string): void {
    let most = this.#waiting.get(caller);
    let isOwn = true;
    for (const waiters of this.#waiting.values()) {
      if (waiters.size <= (most?.size ?? 0)) continue;
      most = waiters;
      isOwn = false;
    }
    if (isOwn || !most) throw tooMany();
    [...most].at(-1)?.refuse();
  }

  #forget(caller: string, waiter: Waiter): void {
    const waiters = this.#waiting.get(caller);
    if (!waiters?.delete(waiter)) return;
    this.#waitingCount--;
    if (waiters.size === 0) this.#waiting.delete(caller);
  }
}

function tooMany() {
  return resourceExhausted(
    "too many questions about revenue are being asked just now; ask again in a second",
  );
}
