import { setTimeout as sleep } from "node:timers/promises";
import type { Book } from "./book.ts";

/** The channel of the witness's sales. */
export const witnessChannel = "witness";

/** One sale of the witness: one piece of a product for k. */
export interface WitnessSale {
  readonly k: number;
  /** What no other row of the trial is called. */
  readonly ref: string;
}

/** A sum over sales of the witness. */
export interface WitnessSum {
  readonly sales: number;
  /** The k-th sale has the amount k, so that one lost and another doubled are seen. */
  readonly amount: number;
}

/**
 * Records one sale after the other, each of one piece and all in one channel, so that at any moment
 * it can be said how many of them an answer about revenue must hold at least and may hold at most.
 */
export class Witness {
  readonly #acknowledged: { readonly k: number; readonly atMs: number }[] = [];
  readonly #pauseMs: number;
  #begun = 0;

  /** @param pauseMs how long it rests between two sales. */
  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
  }

  /** Records sales until the signal is aborted. */
  async run(
    record: (sale: WitnessSale, signal: AbortSignal) => Promise<void>,
    book: Book,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      const k = ++this.#begun;
      const id = `witness${k}`;
      const ref = `${id}-0`;
      book.begin(id, [{ ref, content: `SALE 1 ${k}` }]);
      try {
        await record({ k, ref }, signal);
        this.#acknowledged.push({ k, atMs: Date.now() });
        book.end(id, "acknowledged");
      } catch {} // The book says that nobody knows.
      await sleep(this.#pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** What an answer must hold that promises all that was committed before an instant, in milliseconds since 1970. */
  atLeast(beforeMs = Number.POSITIVE_INFINITY): WitnessSum {
    return add(this.#acknowledged.filter(({ atMs }) => atMs < beforeMs).map(({ k }) => k));
  }

  /** What an answer that is here by now may hold. */
  atMost(): WitnessSum {
    return add(Array.from({ length: this.#begun }, (_, i) => i + 1));
  }
}

function add(ks: readonly number[]): WitnessSum {
  return { sales: ks.length, amount: ks.reduce((sum, k) => sum + k, 0) };
}
