/** How far the writers of a trial have come, which is what the moments of a plan are told by. */
export class Progress {
  readonly total: number;
  readonly #limits = new Map<object, number>();
  #changed = Promise.withResolvers<void>();
  #begun = 0;
  #ended = 0;

  /** @param total how many writes there will be. */
  constructor(total: number) {
    this.total = total;
  }

  /** How many writes have ended, whatever became of them. */
  get ended(): number {
    return this.#ended;
  }

  /** Lets no more than so many writes begin until the limit is lifted, so that some follow a fault. */
  limit(owner: object, writes: number): void {
    this.#limits.set(owner, writes);
  }

  /** Lifts a limit. */
  lift(owner: object): void {
    this.#limits.delete(owner);
    this.#change();
  }

  /** Waits until another write may begin, and counts it. */
  async begin(signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#begun < Math.min(this.total, ...this.#limits.values()), signal);
    this.#begun++;
  }

  /** Counts a write that has ended. */
  end(): void {
    this.#ended++;
    this.#change();
  }

  /** Waits until so many writes have ended. */
  reach(writes: number, signal: AbortSignal): Promise<void> {
    return this.#until(() => this.#ended >= writes, signal);
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #until(isTrue: () => boolean, signal: AbortSignal): Promise<void> {
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const abort = () => reject(signal.reason);
    aborted.catch(() => {});
    signal.addEventListener("abort", abort);
    try {
      signal.throwIfAborted();
      while (!isTrue()) await Promise.race([this.#changed.promise, aborted]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }
}
