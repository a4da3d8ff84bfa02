import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import { askForJob, finishJob } from "./finish-job.ts";
import { takeLock } from "./take-lock.ts";

/** The mirror is rebuilt under load, and whoever does it is struck in the middle. */
export const rebuildMirror: Fault = {
  name: "rebuild-mirror",
  about: "the mirror is rebuilt while sales go on, and killed or robbed of its lock in the middle",
  target: "mirror",
  draw(chance) {
    const blows = Array.from({ length: chance.integer(0, 2) }, () => ({
      by: chance.pick(["kill", "lock"] as const),
      afterMs: chance.happens(0.5) ? chance.integer(0, 200) : chance.integer(0, 2_000),
    }));
    const list = blows.map(({ by, afterMs }) => `${by} after ${afterMs} ms`).join(", ");
    return {
      words: list === "" ? "nothing comes between" : list,
      async run(field) {
        const { fleet, coverage, signal } = field;
        const id = await askForJob(field, "REBUILD");
        for (const { by, afterMs } of blows) {
          await sleep(afterMs, undefined, { signal });
          const victim = fleet.leader;
          if (by === "lock") {
            coverage.count("locks lost during a rebuild", await takeLock(field));
          } else if (victim) {
            await victim.kill();
            coverage.count("mirrors killed during a rebuild");
            await fleet.start(victim);
          }
        }
        await finishJob(field, id);
      },
    };
  },
};
