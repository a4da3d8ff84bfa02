import { setTimeout as sleep } from "node:timers/promises";
import { type Hint, type Logger, openClickhouse } from "@backroom/kit";
import type { ClickHouseClient } from "@clickhouse/client";
import type { Registry } from "prom-client";
import { beginning, type Position } from "../ledger/position.ts";
import { createMirrorClient } from "./create-mirror-client.ts";
import { Freshness } from "./freshness.ts";
import { lead } from "./lead.ts";
import { createMirrorMetrics, type MirrorMetrics } from "./mirror-metrics.ts";
import { beginSession, endSession } from "./mirror-session.ts";
import { observe } from "./observe.ts";

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
  /** Names what the mirror holds: while the name stays, so does every answer. Undefined while it is not known. */
  contents(): string | undefined;
  /** Waits until all that was committed before this call is in the mirror; rejects when the signal is aborted. */
  waitUntilFresh(signal: AbortSignal): Promise<void>;
}

/** What a mirror needs, and how it may be tuned. */
export interface MirrorOptions {
  readonly postgresUrl: string;
  /** With the database, which the mirror makes. It has connections of its own there, so that no question holds it up. */
  readonly clickhouseUrl: string;
  /** Given after each commit to the ledger or the catalogue's copy. */
  readonly hint: Hint;
  readonly log: Logger;
  readonly registry: Registry;
  /** The most rows of one INSERT, up to 50,000, which is sure to be one part; that many when absent. */
  readonly maxBatchRows?: number;
  /** How long to wait for a hint before looking by itself; 100 ms when absent. */
  readonly pollMs?: number;
  /** The longest rest after a batch, which lets sales gather, so that parts do not grow too many; 200 ms when absent. */
  readonly maxPauseMs?: number;
  /** How long after it was read the server still accepts a batch; 5,000 ms when absent. */
  readonly writeExpiryMs?: number;
}

/** What one session of the mirror shares with the next. */
export interface MirrorState {
  readonly options: Required<MirrorOptions>;
  readonly clickhouse: ClickHouseClient;
  readonly freshness: Freshness;
  readonly metrics: MirrorMetrics;
  /** Aborted when the mirror is to end after the batch under way. */
  readonly signal: AbortSignal;
  /** Aborted when even that batch is not waited for any longer. */
  readonly haste: AbortSignal;
  position: Position;
  /** When the last batch that got no answer expires, on ClickHouse's clock. */
  ownExpiryMs: number;
  /** How long a batch that an earlier session has sent may still arrive. */
  quietMs: number;
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
  const metrics = createMirrorMetrics(options.registry, () => freshness.asOfMs);
  const state: MirrorState = {
    options: {
      maxBatchRows: 50_000,
      pollMs: 100,
      maxPauseMs: 200,
      writeExpiryMs: 5_000,
      ...options,
    },
    clickhouse,
    freshness,
    metrics,
    signal: stopping.signal,
    haste: hurrying.signal,
    position: beginning,
    ownExpiryMs: 0,
    quietMs: 0,
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
    waitUntilFresh: (signal) => freshness.wait(signal),
  };
}

/** Holds one session with PostgreSQL after the other until it is stopped. */
async function run(state: MirrorState): Promise<void> {
  const { signal, options } = state;
  let backoffMs = 50;
  while (!signal.aborted) {
    const startedAt = performance.now();
    try {
      await holdSession(state);
    } catch (error) {
      if (signal.aborted) break;
      options.log.warn({ err: error }, "the mirror lost PostgreSQL and begins again");
      backoffMs =
        performance.now() - startedAt > 10_000 ? 50 : Math.min(2 * backoffMs, maxBackoffMs);
      await sleep(backoffMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** Leads, or watches until it can lead, over one connection. The connection holds the lock. */
async function holdSession(state: MirrorState): Promise<void> {
  const { signal, options } = state;
  const client = createMirrorClient(options.postgresUrl, "backroom mirror");
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  client.on("end", () => lost.abort(new Error("PostgreSQL ended the mirror's connection")));
  await client.connect();
  try {
    const both = AbortSignal.any([signal, lost.signal]);
    await observe(state, client, both);
    if (both.aborted) return;
    options.log.info("this process mirrors the ledger");
    state.metrics.leading.set(1);
    state.quietMs = (await beginSession(client)) ? 0 : options.writeExpiryMs;
    await lead(state, client, both);
    if (state.quietMs === 0 && state.ownExpiryMs === 0) await endSession(client);
  } finally {
    state.metrics.leading.set(0);
    await client.end().catch(() => {});
  }
}
