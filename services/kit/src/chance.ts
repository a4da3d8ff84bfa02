import { createHash } from "node:crypto";

/** A source of chance that gives the same answers whenever it is made from the same seed. Not for secrets. */
export class Chance {
  readonly #seed: string;
  #state: number;

  /** @param seed any text, such as `7/42` for the forty-second trial of the seed 7. */
  constructor(seed: string) {
    this.#seed = seed;
    this.#state = createHash("sha256").update(seed).digest().readUInt32LE();
  }

  /** Makes another source, which does not depend on how much was asked of this one. */
  fork(name: string): Chance {
    return new Chance(`${this.#seed}/${name}`);
  }

  /** Answers a number from 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Answers a whole number from min to max, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Answers whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** Picks one of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const picked = list[this.integer(0, list.length - 1)];
    if (picked === undefined) throw new Error("there is nothing to pick from");
    return picked;
  }

  /** Picks an index, each as likely as its weight is great. */
  pickWeighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => {
      rest -= weight;
      return rest < 0;
    });
    return index < 0 ? weights.length - 1 : index;
  }

  /** Picks so many different ones of a list, or all of a shorter list. */
  pickSome<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const picked: T[] = [];
    while (picked.length < count && left.length > 0) {
      picked.push(...left.splice(this.integer(0, left.length - 1), 1));
    }
    return picked;
  }
}
