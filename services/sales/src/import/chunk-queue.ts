import { setTimeout as sleep } from "node:timers/promises";

/** How many rows make a chunk. */
const chunkRows = 5_000;
/** How long the first row of a chunk waits for more, in milliseconds. */
const maxWaitMs = 100;

/**
 * Gathers rows into chunks between one who brings them and one who takes them. Whoever brings rows
 * waits while there is a chunk's worth, so that it holds no more than that and what came last.
 */
export class ChunkQueue<Row> {
  #rows: Row[] = [];
  #firstAtMs = 0;
  #isEnded = false;
  #failure: unknown;
  #changed = Promise.withResolvers<void>();

  /** Brings rows, and waits until more are wanted. */
  async put(rows: readonly Row[]): Promise<void> {
    if (this.#rows.length === 0) this.#firstAtMs = performance.now();
    for (const row of rows) this.#rows.push(row);
    this.#change();
    while (this.#rows.length >= chunkRows && !this.#isEnded) await this.#changed.promise;
  }

  /** Says that no more rows come: all have, or the reason why. */
  end(failure?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#failure = failure;
    this.#change();
  }

  /**
   * Takes a chunk: a full one, or what there is when the first row has waited long enough or no more
   * come. It is empty when all were taken.
   *
   * @throws the reason why no more rows come, when those before it were taken.
   */
  async take(): Promise<readonly Row[]> {
    while (this.#rows.length < chunkRows && !this.#isEnded) {
      const leftMs = this.#firstAtMs + maxWaitMs - performance.now();
      if (this.#rows.length > 0 && leftMs <= 0) break;
      const changed = this.#changed.promise;
      await (this.#rows.length > 0 ? Promise.race([changed, sleep(leftMs)]) : changed);
    }
    const rows = this.#rows;
    this.#rows = [];
    this.#change();
    if (rows.length === 0 && this.#failure !== undefined) throw this.#failure;
    return rows;
  }

  /** Wakes those who wait. */
  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
