import { setTimeout as sleep } from "node:timers/promises";
import { awaitInsert } from "./await-insert.ts";
import type { Fault } from "./fault.ts";
import { takeLock } from "./take-lock.ts";

/** The process that mirrors stands still past its lock, and wakes with a batch in its hands. */
export const pauseMirror: Fault = {
  name: "pause-mirror",
  about:
    "SIGSTOP of the process that mirrors until its lock is gone and its batch too old, then SIGCONT",
  target: "mirror",
  form: "mirror",
  draw(chance) {
    const batch = chance.integer(1, 4);
    const afterMs = chance.integer(0, 20);
    const percent = chance.integer(20, 250);
    const losesLock = chance.happens(0.8);
    return {
      words: `${afterMs} ms after batch ${batch}, for ${percent} % of a batch's expiry${losesLock ? ", its lock taken away" : ""}`,
      async run(field) {
        const { fleet, tuning, coverage, signal } = field;
        await awaitInsert(field, batch);
        await sleep(afterMs, undefined, { signal });
        const victim = fleet.leader;
        if (!victim) return;
        victim.signal("SIGSTOP");
        coverage.count("mirrors paused");
        try {
          if (losesLock) coverage.count("mirrors paused past their lock", await takeLock(field));
          await sleep((percent / 100) * tuning.writeExpiryMs, undefined, { signal });
          if (fleet.leader !== victim) coverage.count("paused mirrors that another replaced");
        } finally {
          victim.signal("SIGCONT");
        }
      },
    };
  },
};
