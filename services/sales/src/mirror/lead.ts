import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { ClickhouseError } from "./clickhouse-error.ts";
import { follow } from "./follow.ts";
import { recover } from "./recover.ts";
import type { MirrorState } from "./start-mirror.ts";

const maxBackoffMs = 2_000;

/**
 * Mirrors until the signal is aborted or PostgreSQL fails. After any error of ClickHouse it asks
 * ClickHouse how far the mirror has come and goes on from there.
 *
 * @param quietMs how long a batch that somebody else has sent may still arrive.
 * @returns whether nothing can still arrive that was sent before.
 */
export async function lead(
  state: MirrorState,
  client: Client,
  signal: AbortSignal,
  quietMs: number,
): Promise<boolean> {
  let backoffMs = 50;
  let quietLeftMs = quietMs;
  while (!signal.aborted) {
    try {
      const leadership = await recover(state, client, quietLeftMs, signal);
      state.losses.clickhouse.regained();
      quietLeftMs = 0;
      backoffMs = 50;
      await follow(leadership);
    } catch (error) {
      if (signal.aborted || !(error instanceof ClickhouseError)) throw error;
      state.freshness.forget();
      state.losses.clickhouse.lost(error.cause);
      await sleep(backoffMs, undefined, { signal }).catch(() => {});
      backoffMs = Math.min(2 * backoffMs, maxBackoffMs);
    }
  }
  return quietLeftMs === 0 && state.ownExpiryMs === 0;
}
