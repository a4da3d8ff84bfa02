import { DayChanges } from "./day-changes.ts";
import type { Touched } from "./read-touched.ts";

/** Sales that an answer was made from: those of some UTC days and, unless the list is empty, products. */
export interface SalesRead {
  /** Days since 1970, both inclusive. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly productIds: readonly bigint[];
}

/** All that an answer was made from. */
export interface Reads {
  readonly sales: readonly SalesRead[];
  /** Whether names of products or categories, or which product is in which category, were read. */
  readonly isOfCatalogue: boolean;
}

/** How many pairs of day and product are remembered with their last change. */
const maxPairs = 100_000;

/** How many of them are looked up to find out whether an answer has moved. */
const maxLookups = 10_000;

/** Products beyond this share their last change with another one, which can only be too late. */
export const productModulus = 2 ** 36;

/**
 * What the mirror holds, from when it was found to be right until it is mended, rebuilt, or somebody
 * else may have written to it. While it lasts, the changes to it are counted, and the last change of
 * each UTC day, of each day and product, and of the catalogue is known, so that an answer can be told
 * to be good still.
 *
 * Why no answer is ever too old. Each batch is noted here after ClickHouse has confirmed that all of
 * it is in the facts and in every roll-up, and before it is told that the mirror has come so far. An
 * answer is kept with the count of changes from before its first statement was sent.
 * - A batch that was noted before that count was read had been confirmed, so the answer has it.
 * - A batch that is noted later has a higher number, and what it touched has moved. The answer may
 *   have all of it, a part of it (facts, but not yet a roll-up) or nothing; it is not used again.
 * - Between ClickHouse having a batch and its being noted, an older answer may still be given. It is
 *   given as complete up to a moment before that batch, since that moment moves on only afterwards;
 *   and whoever needs what was committed before the call waits for that.
 * - A batch without an answer, which may or may not arrive, ends these contents, and so does whatever
 *   changes the mirror in another way. An answer begun before belongs to these contents alone.
 * Were a batch noted before it was confirmed, an answer begun in between would not have it and yet
 * count as having it, for ever.
 *
 * A process that does not lead sees no batches. It takes new contents whenever any position in
 * ClickHouse has moved, and notes nothing.
 */
export class Contents {
  readonly #days = new DayChanges();
  /** The last change by day and product, the oldest change first. */
  readonly #pairs = new Map<number, number>();
  /** The last change of any pair that is no longer remembered. */
  #forgottenPairs = 0;
  #catalogue = 0;
  #changeCount = 0;

  /** How many batches have been noted. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Notes a batch of sales that has arrived. */
  noteSales({ days, pairs }: Touched): void {
    const change = ++this.#changeCount;
    for (const day of days) this.#days.set(day, change);
    for (const pair of pairs) {
      this.#pairs.delete(pair);
      this.#pairs.set(pair, change);
    }
    for (const [pair, last] of this.#pairs) {
      if (this.#pairs.size <= maxPairs) break;
      this.#pairs.delete(pair);
      this.#forgottenPairs = last;
    }
  }

  /** Notes products or categories that have arrived. */
  noteCatalogue(): void {
    this.#catalogue = ++this.#changeCount;
  }

  /** Lists the UTC days since 1970, ascending, of which sales have arrived since so many changes. */
  listChangedDays(since: number): number[] {
    return [...this.#days.changedSince(since, 0, DayChanges.size - 1)];
  }

  /** Whether anything that an answer was made from may have changed since so many changes. */
  hasChanged({ sales, isOfCatalogue }: Reads, since: number): boolean {
    if (since === this.#changeCount) return false;
    if (isOfCatalogue && this.#catalogue > since) return true;
    return sales.some((read) => this.#haveSalesChanged(read, since));
  }

  #haveSalesChanged({ fromDay, toDay, productIds }: SalesRead, since: number): boolean {
    let lookups = 0;
    const products = productIds.map(residueOf);
    for (const day of this.#days.changedSince(since, fromDay, toDay)) {
      if (products.length === 0) return true;
      lookups += products.length;
      if (lookups > maxLookups) return true;
      for (const product of products) {
        const last = this.#pairs.get(pairOf(day, product)) ?? this.#forgottenPairs;
        if (last > since) return true;
      }
    }
    return false;
  }
}

/** What of a product's id counts here. */
export function residueOf(productId: bigint): number {
  return Number(productId % BigInt(productModulus));
}

/**
 * Names a day and a product by one number.
 *
 * @param product as residueOf has it.
 */
export function pairOf(day: number, product: number): number {
  return product * DayChanges.size + day;
}
