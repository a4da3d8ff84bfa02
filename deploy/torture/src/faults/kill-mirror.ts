import { setTimeout as sleep } from "node:timers/promises";
import { awaitInsert } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** The process that mirrors is killed around a batch, and started again. */
export const killMirror: Fault = {
  name: "kill-mirror",
  about: "kill -9 of the process that mirrors, around one of its batches",
  target: "mirror",
  draw(chance) {
    const batch = chance.integer(1, 4);
    const afterMs = chance.integer(0, 60);
    const downMs = chance.happens(0.5) ? 0 : chance.integer(0, 800);
    return {
      words: `${afterMs} ms after batch ${batch}, down for ${downMs} ms`,
      async run(field) {
        const { fleet, coverage, signal } = field;
        await awaitInsert(field, batch);
        await sleep(afterMs, undefined, { signal });
        const victim = fleet.leader ?? fleet.programs[0];
        if (!victim) return;
        await victim.kill();
        coverage.count("mirrors killed");
        await sleep(downMs, undefined, { signal });
        await fleet.start(victim);
      },
    };
  },
};
