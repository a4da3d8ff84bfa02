import type { RevenueStore } from "./revenue-store.ts";

/** A question about revenue. What its answer depends on is not said here: it is noted what `ask` reads. */
export interface Question<About extends object, T extends object> {
  /** All that `ask` needs to know beside what was sold, as plain data. */
  readonly about: About;
  /**
   * Asks a store, possibly more than once. It must be a function that stands on its own, knows no
   * more than it is given, and takes its time from `about` too: an answer is found again by this
   * function and by what it is asked about. (Of a function that is made anew for each call no answer
   * is ever found again.) Nobody may change the answer.
   */
  readonly ask: (store: RevenueStore, about: About, signal: AbortSignal) => Promise<T>;
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** Names a question by its function and all that it is about. */
export function nameQuestion<About extends object, T extends object>({
  about,
  ask,
}: Question<About, T>): string {
  let number = numbers.get(ask);
  if (number === undefined) {
    number = ++count;
    numbers.set(ask, number);
  }
  return `${number} ${writePlain(about)}`;
}

/** Writes plain data as text, the same for the same data. */
export function writePlain(data: object): string {
  return JSON.stringify(data, (_key, value) => (typeof value === "bigint" ? `${value}n` : value));
}
