import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { type Positions, readPositions } from "./read-positions.ts";

const pollMs = 50;

/**
 * Waits until no earlier write can change the mirror any more, and then reads how far it has come.
 * A write whose answer was lost may still be running, or not even have begun: so this waits until
 * it must have expired on the server's clock and nothing is being inserted.
 *
 * @param quietMs how long writes that others sent may take to expire.
 * @param ownExpiryMs when the last unanswered write of our own expires, on the server's clock.
 */
export async function awaitQuiet(
  client: ClickHouseClient,
  quietMs: number,
  ownExpiryMs: number,
  signal: AbortSignal,
): Promise<Positions> {
  const firstMs = await readClock(client, signal);
  const notBeforeMs = Math.max(firstMs + quietMs, ownExpiryMs + 1);
  let nowMs = firstMs;
  while (nowMs < notBeforeMs || (await countInserts(client, signal)) > 0) {
    await sleep(Math.max(pollMs, Math.min(notBeforeMs - nowMs, 1_000)), undefined, { signal });
    nowMs = await readClock(client, signal);
  }
  return readPositions(client);
}

async function readClock(client: ClickHouseClient, signal: AbortSignal): Promise<number> {
  return readNumber(client, signal, "SELECT toUnixTimestamp64Milli(now64(3))");
}

/** Counts the INSERTs that are running in this database. */
async function countInserts(client: ClickHouseClient, signal: AbortSignal): Promise<number> {
  return readNumber(
    client,
    signal,
    "SELECT count() FROM system.processes WHERE query_kind = 'Insert' AND current_database = currentDatabase()",
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
