const leastRoom = 2 ** 12;

/** Gives keys below 2^31 - 1 the numbers 0, 1, 2 and so on as they come, and finds them again in a few nanoseconds. */
export class DenseNumbers {
  /**
   * Pairs of a key plus one and its number, each at the first free place from the one that the key
   * hashes to; zeros where there is none.
   */
  #pairs = new Int32Array(2 * leastRoom);
  #count = 0;

  /** How many keys have a number. */
  get count(): number {
    return this.#count;
  }

  /** The number of a key, given out when it is new. */
  take(key: number): number {
    const place = this.#placeOf(key);
    if (this.#pairs[place] !== 0) return this.#pairs[place + 1] ?? 0;
    const number = this.#count++;
    this.#pairs[place] = key + 1;
    this.#pairs[place + 1] = number;
    if (4 * this.#count > this.#pairs.length) this.#grow();
    return number;
  }

  /** The number of a key, if it has one. */
  find(key: number): number | undefined {
    const place = this.#placeOf(key);
    return this.#pairs[place] === 0 ? undefined : this.#pairs[place + 1];
  }

  /** Where the pair of a key is, or belongs. */
  #placeOf(key: number): number {
    const pairs = this.#pairs;
    const last = pairs.length - 2;
    // The highest bits, as many as a place has: they are the best mixed ones.
    let place = (Math.imul(key, 0x9e3779b1) >>> Math.clz32(last)) & last;
    while (pairs[place] !== 0 && pairs[place] !== key + 1) place = (place + 2) & last;
    return place;
  }

  /** Makes room for twice as many. */
  #grow(): void {
    const before = this.#pairs;
    this.#pairs = new Int32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      const stored = before[at] ?? 0;
      if (stored === 0) continue;
      const place = this.#placeOf(stored - 1);
      this.#pairs[place] = stored;
      this.#pairs[place + 1] = before[at + 1] ?? 0;
    }
  }
}
