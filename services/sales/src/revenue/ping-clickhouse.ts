import type { ClickHouseClient } from "@clickhouse/client";

/** Asks ClickHouse for a sign of life; once it was away, it must answer a query. */
export async function pingClickhouse(
  client: ClickHouseClient,
  isAway: boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const select of isAway ? [false, true] : [false]) {
    const answer = await client.ping({ select, abort_signal: signal });
    if (!answer.success) throw answer.error;
  }
}
