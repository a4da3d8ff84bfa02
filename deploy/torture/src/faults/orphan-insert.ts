import { setTimeout as sleep } from "node:timers/promises";
import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** A batch outlives the process that sent it, and arrives when the next one has begun. */
export const orphanInsert: Fault = {
  name: "orphan-insert",
  about: "the mirror is killed, and its last batch arrives while the next process begins",
  target: "mirror",
  form: "mirror",
  draw(chance) {
    const percent = chance.integer(1, 150);
    const downMs = chance.happens(0.7) ? 0 : chance.integer(0, 500);
    return {
      words: `${percent} % of its expiry later, down for ${downMs} ms`,
      async run(field) {
        const { fleet, proxy, tuning, coverage, signal } = field;
        const before = proxy.heldStatuses.length;
        const ms = (percent / 100) * tuning.writeExpiryMs;
        await treatInserts(field, 1, () => ({ to: "hold", ms }));
        const victim = fleet.leader ?? fleet.programs[0];
        if (!victim) return;
        await victim.kill();
        await sleep(downMs, undefined, { signal });
        await Promise.all([fleet.start(victim), proxy.settle()]);
        for (const status of proxy.heldStatuses.slice(before)) {
          coverage.count(
            status === 200 ? "orphaned batches accepted" : "orphaned batches refused as too late",
          );
        }
      },
    };
  },
};
