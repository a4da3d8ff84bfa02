/** Lets those that name the same key go one after the other, within this process. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Waits for all who came before with any of the keys, each named once.
   *
   * @returns what ends the turn; it must be called.
   */
  async take(keys: readonly string[]): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = keys.map((key) => this.#last.get(key));
    for (const key of keys) this.#last.set(key, promise);
    await Promise.all(before);
    return () => {
      for (const key of keys) if (this.#last.get(key) === promise) this.#last.delete(key);
      resolve();
    };
  }
}
