import type { CountStore, Machine } from "./machine.ts";

/**
 * Counts how often each digest has come: half a million of them in a hash table of typed arrays, and
 * once that is full in a store, so that memory does not grow with their number. Where there is no
 * store the table grows instead, by 24 bytes a digest or less.
 */
export class OccurrenceCounter {
  /** The digests by slot, and the same memory as low and high halves, for bigints are slow. */
  #digests: BigInt64Array;
  #halves: Uint32Array;
  #counts: Uint32Array;
  #mask: number;
  #size = 0;
  readonly #openStore: Machine["openStore"];
  #store: CountStore | undefined;

  /**
   * @param slots the size of the table, a power of two; it is full when half of them are taken.
   */
  constructor(openStore: Machine["openStore"], slots = 2 ** 20) {
    this.#openStore = openStore;
    this.#digests = new BigInt64Array(slots);
    this.#halves = new Uint32Array(this.#digests.buffer);
    this.#counts = new Uint32Array(slots);
    this.#mask = slots - 1;
  }

  /** Counts a digest of 64 bits, given as its two halves, and answers the how-manieth it is, from 1. */
  count(low: number, high: number): number {
    let slot = this.#find(low, high);
    if (this.#counts[slot] === 0) {
      if (this.#size * 2 > this.#mask) {
        if (this.#openStore) this.#empty(this.#openStore);
        else this.#grow();
        slot = this.#find(low, high);
      }
      this.#halves[slot * 2] = low;
      this.#halves[slot * 2 + 1] = high;
      this.#counts[slot] = this.#store?.get(low, high) ?? 0;
      this.#size += 1;
    }
    const count = (this.#counts[slot] ?? 0) + 1;
    this.#counts[slot] = count;
    return count;
  }

  /** Finds the slot that holds a digest, or the free one where it belongs. */
  #find(low: number, high: number): number {
    let slot = low & this.#mask;
    while (
      this.#counts[slot] !== 0 &&
      (this.#halves[slot * 2] !== low || this.#halves[slot * 2 + 1] !== high)
    ) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  /** Doubles the table. */
  #grow(): void {
    const [halves, counts] = [this.#halves, this.#counts];
    this.#digests = new BigInt64Array(counts.length * 2);
    this.#halves = new Uint32Array(this.#digests.buffer);
    this.#counts = new Uint32Array(counts.length * 2);
    this.#mask = counts.length * 2 - 1;
    for (const [at, count] of counts.entries()) {
      if (count === 0) continue;
      const [low = 0, high = 0] = [halves[at * 2], halves[at * 2 + 1]];
      const slot = this.#find(low, high);
      this.#halves[slot * 2] = low;
      this.#halves[slot * 2 + 1] = high;
      this.#counts[slot] = count;
    }
  }

  /** Moves the table's counts to the store. */
  #empty(open: () => CountStore): void {
    this.#store ??= open();
    this.#store.put(this.#listCounts());
    this.#counts.fill(0);
    this.#size = 0;
  }

  /** Lists the table's digests in their order, with their counts. */
  *#listCounts(): Generator<readonly [digest: bigint, count: number]> {
    for (const digest of this.#digests.filter((_, slot) => this.#counts[slot] !== 0).sort()) {
      const low = Number(BigInt.asUintN(32, digest));
      const high = Number(BigInt.asUintN(32, digest >> 32n));
      yield [digest, this.#counts[this.#find(low, high)] ?? 0];
    }
  }
}
