import { setTimeout as sleep } from "node:timers/promises";
import type { Battlefield } from "../battlefield.ts";

/** Waits until the mirror has made the table of the facts. */
export async function awaitFacts({ openClickhouse, signal }: Battlefield): Promise<void> {
  const client = openClickhouse();
  try {
    for (;;) {
      signal.throwIfAborted();
      const exists = await client.command({ query: "SELECT 1 FROM sale_fact LIMIT 0" }).then(
        () => true,
        () => false, // Nor need the database be there.
      );
      if (exists) return;
      await sleep(20, undefined, { signal });
    }
  } finally {
    await client.close();
  }
}
