import { type CallContext, type Logger, OutageWatch } from "@backroom/kit";
import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import type { ClickHouseClient } from "@clickhouse/client";
import { ConnectError } from "@connectrpc/connect";
import { Kysely, PostgresDialect, sql } from "kysely";
import type { Pool } from "pg";
import type { Registry } from "prom-client";
import type { Mirror } from "../mirror/start-mirror.ts";
import { AnswerCache, nameQuestion } from "./answer-cache.ts";
import { createClickhouseStore } from "./clickhouse-store.ts";
import { Places } from "./places.ts";
import { createPostgresStore } from "./postgres-store.ts";
import type { RevenueStore } from "./revenue-store.ts";

/** An answer, how fresh it is, and where it came from. */
export interface Answer<T> {
  readonly value: T;
  /** Everything committed before this instant is included; milliseconds since 1970. */
  readonly asOfMs: number;
  readonly source: Source;
}

/** A question about revenue. */
export interface Question<T extends object> {
  /** All that the answer depends on, beside what was sold. */
  readonly about: object;
  /** Asks a store, possibly more than once. */
  readonly ask: (store: RevenueStore, signal: AbortSignal) => Promise<T>;
  /** The number of points or rows of an answer. */
  readonly sizeOf: (value: T) => number;
}

/** What revenue is read from. */
export interface RevenueReaderOptions {
  readonly clickhouse: ClickHouseClient;
  readonly pool: Pool;
  readonly mirror: Pick<Mirror, "asOfMs" | "contents" | "waitUntilFresh">;
  readonly log: Logger;
  readonly registry: Registry;
}

/** The longest that a call waits for the mirror to catch up before it asks the ledger. */
const maxFreshWaitMs = 2_000;

/** The longest that a call waits for ClickHouse before it asks the ledger. */
const maxClickhouseMs = 5_000;

/** The longest PostgreSQL may take, in milliseconds: the largest statement_timeout there is. */
const maxStatementMs = 2 ** 31 - 1;

/** How long ClickHouse may be silent, and then take to give a sign of life, before the ledger is asked. */
const patienceMs = 250;
const maxProbeMs = 1_000;

/** How many read the ledger at a time: sales need the same connections. */
const maxLedgerReads = 3;

/** How many wait to read the ledger. */
const maxWaiting = 50;

/** Reads revenue from the mirror or, while that is away or behind what a call needs, from the ledger. */
export class RevenueReader {
  readonly #options: RevenueReaderOptions;
  readonly #clickhouse: RevenueStore;
  readonly #ledger: Kysely<unknown>;
  readonly #ledgerPlaces = new Places(maxLedgerReads, maxWaiting);
  readonly #cache: AnswerCache;
  readonly #watch: OutageWatch;

  constructor(options: RevenueReaderOptions) {
    this.#options = options;
    this.#clickhouse = createClickhouseStore(options.clickhouse);
    this.#cache = new AnswerCache(options.registry);
    this.#watch = new OutageWatch({
      name: "ClickHouse",
      log: options.log,
      patienceMs,
      maxProbeMs,
      probe: (signal, isAway) => ping(options.clickhouse, isAway, signal),
    });
    this.#ledger = new Kysely({ dialect: new PostgresDialect({ pool: options.pool }) });
  }

  /**
   * Answers a question.
   *
   * @param fresh whether everything committed before the call must be in the answer.
   */
  async answer<T extends object>(
    { about, ask, sizeOf }: Question<T>,
    fresh: boolean,
    context: CallContext,
  ): Promise<Answer<T>> {
    const { mirror } = this.#options;
    if (!this.#isReachable() || (fresh && !(await this.#waitUntilFresh(context)))) {
      return this.#askLedger(ask, context);
    }
    const asOfMs = mirror.asOfMs();
    const contents = mirror.contents();
    if (asOfMs === undefined || contents === undefined) return this.#askLedger(ask, context);
    try {
      const value = await this.#cache.get(
        contents,
        nameQuestion(about),
        () => this.#askClickhouse(ask, context),
        sizeOf,
      );
      return { value, asOfMs, source: Source.CLICKHOUSE };
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof ConnectError) throw error;
      return this.#askLedger(ask, context);
    }
  }

  /** Asks ClickHouse, but no longer than it gives signs of life. */
  async #askClickhouse<T extends object>(
    ask: Question<T>["ask"],
    context: CallContext,
  ): Promise<T> {
    const lost = new AbortController();
    const signal = AbortSignal.any([limit(context, maxClickhouseMs), lost.signal]);
    const begunAtMs = performance.now();
    const over = this.#watch.wait(() => lost.abort(new Error("ClickHouse does not answer")));
    try {
      const value = await ask(this.#clickhouse, signal);
      over(true);
      return value;
    } catch (error) {
      // That a caller was in a hurry says nothing about ClickHouse.
      const isHurried = signal.aborted && performance.now() - begunAtMs < maxClickhouseMs;
      if (!isHurried && !(error instanceof ConnectError)) this.#watch.lose(error);
      throw error;
    } finally {
      over(false);
    }
  }

  /** Asks the ledger once there is a place. */
  #askLedger<T extends object>(ask: Question<T>["ask"], context: CallContext): Promise<Answer<T>> {
    return this.#ledgerPlaces.take(context.signal, () => this.#readLedger(ask, context));
  }

  /** Asks the ledger, all in one snapshot of it. */
  #readLedger<T extends object>(
    ask: Question<T>["ask"],
    { signal, deadlineMs }: CallContext,
  ): Promise<Answer<T>> {
    return this.#ledger
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (snapshot) => {
        const leftMs = Math.max(1, Math.ceil(deadlineMs - Date.now()));
        const timeoutMs = Math.min(leftMs, maxStatementMs);
        // now() is when the transaction began, before its snapshot was taken.
        const { rows } = await sql<{ at: string }>`
          select (extract(epoch from now()) * 1000)::bigint::text as at,
            set_config('statement_timeout', ${String(timeoutMs)}, true)`.execute(snapshot);
        const value = await ask(createPostgresStore(snapshot), signal);
        return { value, asOfMs: Number(rows[0]?.at), source: Source.POSTGRESQL };
      });
  }

  /** Waits for the mirror, but not so long that there is no time left to ask the ledger. */
  async #waitUntilFresh(context: CallContext): Promise<boolean> {
    try {
      await this.#options.mirror.waitUntilFresh(limit(context, maxFreshWaitMs));
      return true;
    } catch {
      context.signal.throwIfAborted();
      return false;
    }
  }

  /** Whether ClickHouse is worth asking. */
  #isReachable(): boolean {
    return this.#options.mirror.asOfMs() !== undefined && !this.#watch.isAway;
  }
}

/** Asks ClickHouse for a sign of life; once it was away, it must answer a query. */
async function ping(client: ClickHouseClient, isAway: boolean, signal: AbortSignal) {
  for (const select of isAway ? [false, true] : [false]) {
    const answer = await client.ping({ select, abort_signal: signal });
    if (!answer.success) throw answer.error;
  }
}

/** The call's signal, aborted also after so long, or when half of the call's time has passed. */
function limit({ signal, deadlineMs }: CallContext, maxMs: number): AbortSignal {
  const ms = Math.max(1, Math.min(maxMs, (deadlineMs - Date.now()) / 2));
  return AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(ms))]);
}
