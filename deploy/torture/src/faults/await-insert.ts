import { setTimeout as sleep } from "node:timers/promises";
import type { Battlefield } from "../battlefield.ts";
import type { Passage, Treatment } from "../world/clickhouse-proxy.ts";

/** How long a fault waits for a batch before it strikes without one. */
const maxWaitMs = 3_000;

/**
 * Treats the next batches of the ledger's rows, and waits until so many have passed.
 *
 * @returns how many there were; fewer when none came for a while.
 */
export async function treatInserts(
  { proxy, signal }: Battlefield,
  count: number,
  treat: (passage: Passage) => Treatment,
): Promise<number> {
  let seen = 0;
  let changed = Promise.withResolvers<void>();
  const stop = proxy.intercept((passage) => {
    if (!passage.isFactInsert || seen >= count) return undefined;
    seen++;
    changed.resolve();
    changed = Promise.withResolvers();
    return treat(passage);
  });
  try {
    while (seen < count) {
      const before = seen;
      await Promise.race([changed.promise, sleep(maxWaitMs, undefined, { signal })]);
      if (seen === before) break;
    }
  } finally {
    stop();
  }
  return seen;
}

/** Waits until ClickHouse has all of the n-th batch from now on; undefined when none comes for a while. */
export async function awaitInsert(field: Battlefield, n: number): Promise<Passage | undefined> {
  let last: Passage | undefined;
  const seen = await treatInserts(field, n, (passage) => {
    last = passage;
    return { to: "pass" };
  });
  if (seen < n || !last) return undefined;
  await Promise.race([last.sent, sleep(maxWaitMs, undefined, { signal: field.signal })]);
  return last;
}
