import { type Backend, type Logger, LossLog } from "@backroom/kit";
import type { FeedPosition } from "@backroom/proto/inventory/v1/feed_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { Gauge, type Registry } from "prom-client";
import type { Leadership } from "../leadership.ts";
import { askItemChanges, batchSize, writeItems } from "./copy-items.ts";
import { type Refilled, refillStock } from "./refill-stock.ts";
import { itemTable, readStockPlace } from "./stock-position.ts";

const minBackoffMs = 100;
const maxBackoffMs = 5_000;

/** What a mirror of the stock needs. */
export interface StockMirrorOptions {
  readonly inventory: Backend;
  readonly log: Logger;
  readonly registry: Registry;
  /** How long to rest between two looks at what has changed. */
  readonly pollMs: number;
}

/** Somebody who waits for everything to be copied anew. */
interface Waiter extends PromiseWithResolvers<Refilled> {}

/**
 * Keeps the copy of the inventory's items in ClickHouse, while this process leads the mirror. Sales
 * never wait for it: when the inventory is away the copy stays as it is. After any error it asks
 * ClickHouse how far it has come.
 */
export class StockMirror {
  readonly #options: StockMirrorOptions;
  readonly #losses: LossLog;
  #waiters: Waiter[] = [];
  #asOfMs: number | undefined;
  #wake = () => {};

  constructor(options: StockMirrorOptions) {
    this.#options = options;
    this.#losses = new LossLog({
      log: options.log,
      lost: "the stock cannot be mirrored just now",
      regained: "the stock is mirrored again",
    });
    const asOfMs = () => this.#asOfMs;
    new Gauge({
      name: "backroom_mirror_stock_lag_seconds",
      help: "Seconds since the moment up to which this process has mirrored the stock; NaN while it does not.",
      registers: [options.registry],
      collect() {
        const at = asOfMs();
        this.set(at === undefined ? Number.NaN : Math.max(0, (Date.now() - at) / 1000));
      },
    });
  }

  /** Follows the inventory until the signal is aborted. */
  async follow(leadership: Leadership, signal: AbortSignal): Promise<void> {
    let backoffMs = minBackoffMs;
    const succeed = () => {
      this.#losses.regained();
      backoffMs = minBackoffMs;
    };
    while (!signal.aborted) {
      try {
        await this.#copy({ ...leadership, signal }, succeed);
      } catch (error) {
        this.#asOfMs = undefined;
        if (signal.aborted) break;
        this.#losses.lost(error);
        for (const { reject } of this.#waiters.splice(0)) reject(error);
        await this.#rest(backoffMs, signal);
        backoffMs = Math.min(2 * backoffMs, maxBackoffMs);
      }
    }
    this.#asOfMs = undefined;
    for (const { reject } of this.#waiters.splice(0)) reject(new Error("the mirror stops"));
  }

  /**
   * Has everything copied anew beside the present copy, compared with it and exchanged, by the
   * follower; rejects when the inventory or ClickHouse fails.
   */
  refill(): Promise<Refilled> {
    const waiter: Waiter = Promise.withResolvers();
    this.#waiters.push(waiter);
    this.#wake();
    return waiter.promise;
  }

  /** Goes on from where ClickHouse is. */
  async #copy(leadership: Leadership, succeed: () => void): Promise<void> {
    const { signal, state } = leadership;
    const { inventory, pollMs } = this.#options;
    const place = await readStockPlace(state.clickhouse, itemTable, signal);
    let { position } = place;
    if (place.isMixed) position = await this.#refill(leadership, undefined);
    while (!signal.aborted) {
      if (this.#waiters.length > 0) position = await this.#refill(leadership, position);
      const page = await askItemChanges(inventory, position, signal);
      if (page.fromBeginning) {
        position = await this.#refill(leadership, undefined);
        continue;
      }
      await writeItems(state.clickhouse, itemTable, page, signal);
      state.metrics.rows.labels("item").inc(page.changes.length);
      position = page.position;
      succeed();
      if (page.changes.length === batchSize) continue;
      if (page.readAt) this.#asOfMs = timestampMs(page.readAt);
      await this.#rest(pollMs, signal);
    }
  }

  async #refill(
    leadership: Leadership,
    before: FeedPosition | undefined,
  ): Promise<FeedPosition | undefined> {
    const waiters = [...this.#waiters];
    const refilled = await refillStock(leadership, this.#options.inventory, before);
    this.#waiters = this.#waiters.filter((waiter) => !waiters.includes(waiter));
    for (const { resolve } of waiters) resolve(refilled);
    const { itemCount, wrongCount } = refilled;
    this.#options.log.info({ itemCount, wrongCount }, "the stock was copied anew");
    return refilled.position;
  }

  /** Rests until the time is over, somebody asks for a refill, or the signal is aborted. */
  #rest(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#wake = end;
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
    });
  }
}
