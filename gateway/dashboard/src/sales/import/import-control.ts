/** Pauses, continues and cancels something that goes on step by step. */
export class ImportControl {
  readonly #stop = new AbortController();
  #paused: PromiseWithResolvers<void> | undefined;

  /** Aborted when it was cancelled. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  pause(): void {
    this.#paused ??= Promise.withResolvers();
  }

  resume(): void {
    this.#paused?.resolve();
    this.#paused = undefined;
  }

  cancel(): void {
    this.#stop.abort();
    this.resume();
  }

  /**
   * Waits while it is paused.
   *
   * @throws DOMException AbortError when it was cancelled.
   */
  async step(): Promise<void> {
    await this.#paused?.promise;
    this.#stop.signal.throwIfAborted();
  }
}
