/**
 * Counts how often each digest has come, in about 24 bytes a digest: a hash table in typed arrays,
 * because a Map of texts needs five times as much for a file of millions of rows.
 */
export class OccurrenceCounter {
  #digests = new BigUint64Array(1024);
  #counts = new Uint32Array(1024);
  #size = 0;

  /** Counts a digest once more and answers the how-manieth it is, from 1. */
  count(digest: bigint): number {
    if (this.#size * 2 >= this.#digests.length) this.#grow();
    const slot = this.#find(digest);
    if (this.#counts[slot] === 0) this.#size += 1;
    this.#digests[slot] = digest;
    const count = (this.#counts[slot] ?? 0) + 1;
    this.#counts[slot] = count;
    return count;
  }

  /** Finds the slot that holds a digest, or the free one where it belongs. */
  #find(digest: bigint): number {
    const mask = this.#digests.length - 1;
    let slot = Number(BigInt.asUintN(32, digest)) & mask;
    while (this.#counts[slot] !== 0 && this.#digests[slot] !== digest) slot = (slot + 1) & mask;
    return slot;
  }

  /** Doubles the table. */
  #grow(): void {
    const digests = this.#digests;
    const counts = this.#counts;
    this.#digests = new BigUint64Array(digests.length * 2);
    this.#counts = new Uint32Array(digests.length * 2);
    for (const [index, count] of counts.entries()) {
      const digest = digests[index];
      if (count === 0 || digest === undefined) continue;
      const slot = this.#find(digest);
      this.#digests[slot] = digest;
      this.#counts[slot] = count;
    }
  }
}
