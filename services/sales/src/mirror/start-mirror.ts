import { setTimeout as sleep } from "node:timers/promises";
import { type Backend, type Hint, type Logger, LossLog, openClickhouse } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";
import { Client } from "pg";
import type { Registry } from "prom-client";
import { beginning, type Position } from "../ledger/position.ts";
import { createStoreDays, type StoreDays } from "../store-days/store-days.ts";
import { listStoreRollUps } from "../store-days/store-roll-ups.ts";
import type { Contents } from "./contents.ts";
import { createMirrorClient } from "./create-mirror-client.ts";
import { Freshness } from "./freshness.ts";
import { lead } from "./lead.ts";
import { createMirrorMetrics, type MirrorMetrics } from "./mirror-metrics.ts";
import { observe } from "./observe.ts";
import { type RollUp, utcRollUps } from "./roll-ups.ts";
import { StockMirror } from "./stock/stock-mirror.ts";
import { leave, takeLead } from "./take-lead.ts";

/** The mirror of the ledger, as this process sees it. */
export interface Mirror {
  /** Ends mirroring once the batch under way has arrived, or after three seconds. */
  stop(): Promise<void>;
  /** The last position that is known to have arrived. */
  position(): Position;
  /**
   * Everything committed before this moment of PostgreSQL's clock, in milliseconds since 1970, is
   * in the mirror; undefined while it must not be relied on.
   */
  asOfMs(): number | undefined;
  /** What the mirror holds, which tells whether an answer is good still; undefined while that is not known. */
  contents(): Contents | undefined;
  /** Given whenever it may hold something else, and when that is not known any more. */
  readonly changed: Hint;
  /** Waits until all that was committed before this call is in the mirror; rejects when the signal is aborted. */
  waitUntilFresh(signal: AbortSignal): Promise<void>;
}

/** What a mirror needs, and how it may be tuned. */
export interface MirrorOptions {
  readonly postgresUrl: string;
  /** What its connections to PostgreSQL are; pg's own when absent. */
  readonly Client?: typeof Client;
  /** With the database, which the mirror makes. It has connections of its own there, so that no question holds it up. */
  readonly clickhouseUrl: string;
  /** The shop's zone, an IANA name, by whose days revenue is summed up too; UTC when absent. */
  readonly storeTimeZone?: string;
  /** Given after each commit to the ledger or the catalogue's copy. */
  readonly hint: Hint;
  readonly log: Logger;
  readonly registry: Registry;
  /** Whose stock is mirrored too; none when absent. */
  readonly inventory?: Backend;
  /** How long to rest between two looks at what has changed in the stock; 1,000 ms when absent. */
  readonly stockPollMs?: number;
  /** The most rows of one INSERT, up to 50,000, which is sure to be one part; that many when absent. */
  readonly maxBatchRows?: number;
  /** How long to wait for a hint before looking by itself; 100 ms when absent. */
  readonly pollMs?: number;
  /** The longest rest after a batch, which lets sales gather, so that parts do not grow too many; 200 ms when absent. */
  readonly maxPauseMs?: number;
  /** How long after it was read the server still accepts a batch; 5,000 ms when absent. */
  readonly writeExpiryMs?: number;
  /** How long the mirror rests between two steps of comparing itself with the ledger, at least; 3,000 ms when absent, never for 0. */
  readonly checkIntervalMs?: number;
  /** How many rows are compared in one step; 20,000 when absent. */
  readonly maxCheckRows?: number;
}

/** What one session of the mirror shares with the next. */
export interface MirrorState {
  readonly options: Required<Omit<MirrorOptions, "inventory" | "stockPollMs" | "storeTimeZone">>;
  readonly clickhouse: ClickHouseClient;
  readonly storeDays: StoreDays;
  /** All that the mirror has. */
  readonly rollUps: readonly RollUp[];
  readonly freshness: Freshness;
  readonly metrics: MirrorMetrics;
  /** The copy of the stock; undefined when there is no inventory. */
  readonly stock: StockMirror | undefined;
  /** Told when either store is lost, and when it is back. */
  readonly losses: Readonly<Record<"postgres" | "clickhouse", LossLog>>;
  /** Aborted when the mirror is to end after the batch under way. */
  readonly signal: AbortSignal;
  /** Aborted when even that batch is not waited for any longer. */
  readonly haste: AbortSignal;
  position: Position;
  /** When the last batch that got no answer expires, on ClickHouse's clock. */
  ownExpiryMs: number;
  /** When this process last ended a comparison of everything with the ledger, on the clock of performance.now(). */
  checkedAtMs: number | undefined;
}

const maxBackoffMs = 2_000;

/** How long a stop waits for the batch under way. */
const maxStopMs = 3_000;

/**
 * Starts to mirror the ledger to ClickHouse. Of several processes one mirrors, by a session lock in
 * PostgreSQL; the others watch how far it has come, and one takes over when it is gone. Errors of
 * either store are logged, and it begins again from what ClickHouse says that it has.
 */
export function startMirror(options: MirrorOptions): Mirror {
  const stopping = new AbortController();
  const hurrying = new AbortController();
  const clickhouse = openClickhouse(options.clickhouseUrl);
  const freshness = new Freshness(options.hint);
  const storeDays = createStoreDays(options.storeTimeZone ?? "UTC");
  const metrics = createMirrorMetrics(options.registry, {
    asOfMs: () => freshness.asOfMs,
    checkedAtMs: () => state.checkedAtMs,
  });
  const state: MirrorState = {
    options: {
      maxBatchRows: 50_000,
      pollMs: 100,
      maxPauseMs: 200,
      writeExpiryMs: 5_000,
      checkIntervalMs: 3_000,
      maxCheckRows: 20_000,
      Client,
      ...options,
    },
    clickhouse,
    storeDays,
    rollUps: [...utcRollUps, ...listStoreRollUps(storeDays)],
    freshness,
    metrics,
    stock: openStock(options),
    losses: logLosses(options.log),
    signal: stopping.signal,
    haste: hurrying.signal,
    position: beginning,
    ownExpiryMs: 0,
    checkedAtMs: undefined,
  };
  const running = run(state);
  return {
    async stop() {
      stopping.abort();
      const hurry = setTimeout(() => hurrying.abort(), maxStopMs);
      await running;
      clearTimeout(hurry);
      await clickhouse.close();
    },
    position: () => state.position,
    asOfMs: () => freshness.asOfMs,
    contents: () => freshness.contents,
    changed: freshness.changed,
    waitUntilFresh: (signal) => freshness.wait(signal),
  };
}

/** Makes the mirror of the stock, if there is one. */
function openStock(options: MirrorOptions): StockMirror | undefined {
  const { inventory, log, registry, stockPollMs: pollMs = 1_000 } = options;
  return inventory && new StockMirror({ inventory, log, registry, pollMs });
}

/** Makes the logs of what the mirror loses. */
function logLosses(log: Logger): MirrorState["losses"] {
  return {
    postgres: new LossLog({
      log,
      lost: "the mirror lost PostgreSQL and begins again when it is back",
      regained: "the mirror has PostgreSQL again",
    }),
    clickhouse: new LossLog({
      log,
      lost: "the mirror lost ClickHouse and asks it how far it has come when it is back",
      regained: "the mirror has ClickHouse again",
    }),
  };
}

/** Holds one session with PostgreSQL after the other until it is stopped. */
async function run(state: MirrorState): Promise<void> {
  const { signal } = state;
  let backoffMs = 50;
  while (!signal.aborted) {
    const startedAt = performance.now();
    try {
      await holdSession(state);
    } catch (error) {
      if (signal.aborted) break;
      state.losses.postgres.lost(error);
      backoffMs =
        performance.now() - startedAt > 10_000 ? 50 : Math.min(2 * backoffMs, maxBackoffMs);
      await sleep(backoffMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** Leads, or watches until it can lead, over one connection. The connection holds the lock. */
async function holdSession(state: MirrorState): Promise<void> {
  const { signal, options } = state;
  const client = createMirrorClient(options, "backroom mirror");
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  client.on("end", () => lost.abort(new Error("PostgreSQL ended the mirror's connection")));
  await client.connect();
  state.losses.postgres.regained();
  try {
    const both = AbortSignal.any([signal, lost.signal]);
    await observe(state, client, both);
    if (both.aborted) return;
    const hasLeft = await takeLead(client);
    options.log.info("this process mirrors the ledger");
    state.metrics.leading.set(1);
    // Whoever led before may still have a batch on its way, unless it has left in good order.
    const isQuiet = await lead(state, client, both, hasLeft ? 0 : options.writeExpiryMs);
    if (isQuiet) await leave(client);
  } finally {
    state.metrics.leading.set(0);
    await client.end().catch(() => {});
  }
}
