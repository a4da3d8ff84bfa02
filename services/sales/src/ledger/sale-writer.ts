import { unavailable } from "@backroom/kit";
import type { Pool } from "pg";
import { insertSales } from "./insert-sales.ts";
import type { NewSale, Outcome } from "./new-sale.ts";

const maxRunning = 2;
const maxBatchSize = 500;
const maxWaiting = 10_000;

interface Waiting {
  readonly sale: NewSale;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Adds sales that come one by one. A sale that comes alone is written at once; those that come
 * while others are being written go together into the next statement, so that many tills share one
 * commit. It answers only when the sale is committed.
 */
export class SaleWriter {
  readonly #pool: Pool;
  #waiting: Waiting[] = [];
  #runningCount = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Adds sales, and answers what became of each, in order.
   *
   * @throws ConnectError UNAVAILABLE when ten thousand sales wait already.
   */
  async writeAll(sales: readonly NewSale[]): Promise<Outcome[]> {
    if (this.#waiting.length + sales.length > maxWaiting) {
      throw unavailable("too many sales are waiting to be written just now");
    }
    return Promise.all(sales.map((sale) => this.#write(sale)));
  }

  /** Adds a sale. */
  #write(sale: NewSale): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sale, resolve, reject });
      if (this.#runningCount < maxRunning) void this.#run();
    });
  }

  /** Writes batch after batch until nothing waits. */
  async #run(): Promise<void> {
    this.#runningCount++;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, maxBatchSize);
      this.#waiting = this.#waiting.slice(maxBatchSize);
      await this.#writeBatch(batch);
    }
    this.#runningCount--;
  }

  /** Writes a batch; when the database refuses it, each sale alone, so that one cannot fail others. */
  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await insertSales(
        this.#pool,
        batch.map(({ sale }) => sale),
      );
      for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome);
    } catch (error) {
      if (batch.length > 1 && isRefusal(error)) {
        for (const waiting of batch) await this.#writeBatch([waiting]);
      } else {
        for (const waiting of batch) waiting.reject(error);
      }
    }
  }
}

/** Whether the database refused the data: nothing was written, and repeating is safe. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^2[23]/.test(code);
}
