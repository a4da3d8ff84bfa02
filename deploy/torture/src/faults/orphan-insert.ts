import { setTimeout as sleep } from "node:timers/promises";
import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** A batch outlives the process that sent it, and arrives when the next one has begun. */
export const orphanInsert: Fault = {
  name: "orphan-insert",
  about: "the mirror is killed, and its last batch arrives while the next process begins",
  target: "mirror",
  form: "mirror",
  minWriteExpiryMs: 8_000, // The next process must begin before the batch has expired.
  draw(chance) {
    const downMs = chance.happens(0.7) ? 0 : chance.integer(0, 500);
    const afterMs = chance.integer(0, 1_000);
    return {
      words: `down for ${downMs} ms, the batch ${afterMs} ms after the next process has begun`,
      async run(field) {
        const { fleet, proxy, coverage, signal } = field;
        const before = proxy.heldStatuses.length;
        const arrival = Promise.withResolvers<void>();
        let starting: Promise<void> | undefined;
        try {
          await treatInserts(field, 1, () => ({ to: "hold", until: arrival.promise }));
          const victim = fleet.leader ?? fleet.programs[0];
          if (!victim) return;
          await victim.kill();
          await sleep(downMs, undefined, { signal });
          starting = fleet.start(victim);
          while (!fleet.leader) await sleep(10, undefined, { signal });
          await sleep(afterMs, undefined, { signal });
        } finally {
          arrival.resolve();
          await starting;
        }
        await proxy.settle();
        for (const status of proxy.heldStatuses.slice(before)) {
          coverage.count(
            status === 200 ? "orphaned batches accepted" : "orphaned batches refused as too late",
          );
        }
      },
    };
  },
};
