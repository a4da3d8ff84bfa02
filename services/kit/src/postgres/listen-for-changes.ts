import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Hint } from "../hint.ts";
import type { Logger } from "../log.ts";
import { LossLog } from "../outage/loss-log.ts";

const reconnectMs = 1_000;

/**
 * Gives a hint whenever a transaction that notified a channel commits, in whichever process. Keeps
 * one connection of the pool for it and takes another when that is lost; meanwhile hints are lost
 * too. Resolves once the signal is aborted and the connection is given back.
 *
 * @param channel a name as PostgreSQL's LISTEN takes it: lower-case letters and underscores.
 */
export async function listenForChanges(
  pool: Pool,
  channel: string,
  changed: Hint,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const losses = new LossLog({
    log,
    lost: `not hearing of ${channel}: polling until PostgreSQL is back`,
    regained: `hearing of ${channel} again`,
  });
  while (!signal.aborted) {
    try {
      await listenOnce(pool, channel, changed, signal, () => losses.regained());
    } catch (error) {
      losses.lost(error);
      await delay(reconnectMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Listens on one connection until it is lost, which throws, or until the signal is aborted. */
async function listenOnce(
  pool: Pool,
  channel: string,
  changed: Hint,
  signal: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    client.on("notification", () => changed.give());
    await client.query(`listen ${channel}`);
    onListening();
    changed.give();
    await new Promise<void>((resolve, reject) => {
      client.on("error", reject);
      client.on("end", () => reject(new Error("the connection has ended")));
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    client.release(true);
  }
}
