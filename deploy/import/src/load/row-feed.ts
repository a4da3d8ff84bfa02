import type { ImportRow } from "@backroom/proto/sales/v1/sales_pb";

/** A stream takes no more rows after this time, in milliseconds: doors close on long requests. */
const maxStreamMs = 10_000;

/** Rows that are sent and not yet known to be settled are kept, so many messages of them. */
const maxKept = 16;

/**
 * Feeds rows to one stream after the other. What a stream was given is kept until the server says
 * that it is settled, so that the next stream goes on from there when one breaks, and the rows
 * are read from the file once. Memory is bounded: when too much is unsettled, reading waits.
 */
export class RowFeed {
  readonly #source: AsyncIterator<readonly ImportRow[]>;
  readonly #kept: (readonly ImportRow[])[] = [];
  #position: bigint;
  #moved = Promise.withResolvers<void>();
  #reading: Promise<void> | undefined;
  #isRead = false;

  /**
   * @param batches rows in the order of their numbers, as many as one message takes.
   * @param position every row up to this number is settled.
   */
  constructor(batches: AsyncIterable<readonly ImportRow[]>, position: bigint) {
    this.#source = batches[Symbol.asyncIterator]();
    this.#position = position;
  }

  /** Every row up to this number is settled. */
  get position(): bigint {
    return this.#position;
  }

  /** Takes note that every row up to this number is settled. */
  settle(position: bigint): void {
    if (position <= this.#position) return;
    this.#position = position;
    while (this.#kept[0] && lastOf(this.#kept[0]) <= position) this.#kept.shift();
    this.#moved.resolve();
    this.#moved = Promise.withResolvers();
  }

  /** Whether there are rows that are not settled; waits until the first of them is read. */
  async hasMore(): Promise<boolean> {
    while (this.#kept.length === 0 && !this.#isRead) await this.#read();
    return this.#kept.length > 0;
  }

  /** Yields the rows of one stream, from the first that is not settled on. */
  async *send(): AsyncGenerator<readonly ImportRow[]> {
    let sent = this.#position;
    const endsAt = performance.now() + maxStreamMs;
    while (performance.now() < endsAt) {
      const batch = await this.#takeAfter(sent);
      if (!batch) return;
      yield batch;
      sent = lastOf(batch);
    }
  }

  /** Answers the first batch that goes beyond a row; undefined when there is none. */
  async #takeAfter(row: bigint): Promise<readonly ImportRow[] | undefined> {
    for (;;) {
      const batch = this.#kept.find((each) => lastOf(each) > row);
      if (batch || this.#isRead) return batch;
      if (this.#kept.length >= maxKept) await this.#moved.promise;
      else await this.#read();
    }
  }

  /** Reads one more batch; whoever asks meanwhile waits for the same. */
  #read(): Promise<void> {
    this.#reading ??= this.#readNext().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads one more batch. */
  async #readNext(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) this.#isRead = true;
    else if (lastOf(value) > this.#position) this.#kept.push(value);
  }
}

/** Answers the number of a batch's last row. */
function lastOf(batch: readonly ImportRow[]): bigint {
  return batch.at(-1)?.row ?? 0n;
}
