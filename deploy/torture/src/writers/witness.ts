import { setTimeout as sleep } from "node:timers/promises";
import { Connection } from "./connection.ts";
import type { WriterDeps } from "./run-sales-lane.ts";

/** The channel of the witness's sales. */
export const witnessChannel = "witness";

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
  async run({ ledgerUrl, book, signal }: Omit<WriterDeps, "progress">): Promise<void> {
    const connection = new Connection(ledgerUrl);
    while (!signal.aborted) {
      const client = await connection.get(signal).catch(() => undefined);
      if (!client) break;
      const k = ++this.#begun;
      const id = `witness${k}`;
      book.begin(id, [{ ref: `${id}-0`, content: `SALE 1 ${k}` }]);
      try {
        await client.query(insert, [k, `${id}-0`, witnessChannel]);
        this.#acknowledged.push({ k, atMs: Date.now() });
        book.end(id, "acknowledged");
      } catch {
        connection.drop();
      }
      await sleep(this.#pauseMs, undefined, { signal }).catch(() => {});
    }
    connection.drop();
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

const insert = `insert into sales.sale
    (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, order_ref, recorded_by)
  values ('SALE', 1 + $1::int % 3, $3, 1, $1::int, $1::int, now() - ($1::int % 500) * interval '7 hours', $2, 'torture')`;

function add(ks: readonly number[]): WitnessSum {
  return { sales: ks.length, amount: ks.reduce((sum, k) => sum + k, 0) };
}
