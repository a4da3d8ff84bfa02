/** Counts what was seen to happen, by its name. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  /** Counts something. */
  count(name: string, times = 1): void {
    if (times > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  /** Adds what another has counted. */
  add(other: Coverage): void {
    for (const [name, times] of other.#counts) this.count(name, times);
  }

  /** How often something was seen. */
  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** All that was seen, in the order of names. */
  list(): [name: string, times: number][] {
    return [...this.#counts].sort(([left], [right]) => left.localeCompare(right));
  }
}
