import { setTimeout as sleep } from "node:timers/promises";
import { Granularity, Source } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Backroom } from "./connect.ts";
import { retry } from "./retry.ts";

const maxWaitMs = 60_000;

/**
 * Waits until the mirror holds everything recorded so far, at most a minute: without the mirror
 * revenue is answered from the ledger, and nothing is lost by going on.
 */
export async function waitForMirror({ revenue }: Backroom, signal?: AbortSignal): Promise<void> {
  const patience = { maxElapsedMs: maxWaitMs, signal };
  const request = { groupBy: Granularity.YEAR, fresh: true };
  const endsAt = performance.now() + maxWaitMs;
  while (performance.now() < endsAt) {
    const { source } = await retry(() => revenue.getRevenue(request, { signal }), patience);
    if (source === Source.CLICKHOUSE) return;
    await sleep(250, undefined, { signal });
  }
}
