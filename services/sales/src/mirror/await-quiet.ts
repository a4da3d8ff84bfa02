import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { type Positions, readPositions } from "./read-positions.ts";
import type { RollUp } from "./roll-ups.ts";

const pollMs = 50;

/** How far the mirror had come when nothing was being written. */
export interface Quiet {
  readonly positions: Positions;
  /** What performance.now() must be added to for the server's clock, in milliseconds since 1970. */
  readonly clockOffsetMs: number;
}

/** Waits until nothing is being written, and then reads how far the mirror has come. */
export async function awaitQuiet(
  client: ClickHouseClient,
  rollUps: readonly RollUp[],
  quietMs: number,
  ownExpiryMs: number,
  signal: AbortSignal,
): Promise<Quiet> {
  const clockOffsetMs = await awaitExpiry(client, quietMs, ownExpiryMs, signal);
  return { positions: await readPositions(client, rollUps), clockOffsetMs };
}

/**
 * Waits until no earlier write can change the mirror any more. A write whose answer was lost may still
 * be running, or not even have begun: so this waits until it must have expired on the server's clock
 * and nothing is being changed.
 *
 * @param quietMs how long writes that others sent may take to expire.
 * @param ownExpiryMs when the last unanswered write of our own expires, on the server's clock.
 * @returns what performance.now() must be added to for the server's clock.
 */
export async function awaitExpiry(
  client: ClickHouseClient,
  quietMs: number,
  ownExpiryMs: number,
  signal: AbortSignal,
): Promise<number> {
  const clockOffsetMs = (await readClock(client, signal)) - performance.now();
  const clock = () => performance.now() + clockOffsetMs;
  const notBeforeMs = Math.max(clock() + quietMs, ownExpiryMs + 1);
  while (clock() < notBeforeMs || (await countChanges(client, signal)) > 0) {
    await sleep(Math.max(pollMs, Math.min(notBeforeMs - clock(), 1_000)), undefined, { signal });
  }
  return clockOffsetMs;
}

async function readClock(client: ClickHouseClient, signal: AbortSignal): Promise<number> {
  return readNumber(client, signal, "SELECT toUnixTimestamp64Milli(now64(3))");
}

/** Counts the statements that are changing this database. */
async function countChanges(client: ClickHouseClient, signal: AbortSignal): Promise<number> {
  return readNumber(
    client,
    signal,
    "SELECT count() FROM system.processes WHERE query_kind IN ('Insert', 'Create', 'Rename') AND current_database = currentDatabase()",
  );
}

async function readNumber(
  client: ClickHouseClient,
  signal: AbortSignal,
  query: string,
): Promise<number> {
  const answer = await client.query({ query, format: "JSONCompactEachRow", abort_signal: signal });
  const [row] = await answer.json<[string]>();
  return Number(row?.[0] ?? 0);
}
