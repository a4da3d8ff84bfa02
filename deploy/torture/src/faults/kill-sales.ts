import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** A process of the sales service is killed while it is asked, whether it mirrors or not. */
export const killSales: Fault = {
  name: "kill-sales",
  about: "kill -9 of a sales service while clients and an import wait for its answers",
  target: "mirror",
  form: "services",
  draw(chance) {
    const times = chance.integer(1, 3);
    const which = chance.next();
    const afterMs = chance.integer(0, 300);
    const downMs = chance.happens(0.5) ? 0 : chance.integer(0, 1_000);
    return {
      words: `${times} times, each after ${afterMs} ms, down for ${downMs} ms`,
      async run({ fleet, coverage, signal }) {
        for (let time = 0; time < times; time++) {
          await sleep(afterMs, undefined, { signal });
          const victim =
            fleet.programs[
              Math.floor(which * fleet.programs.length + time) % fleet.programs.length
            ];
          if (!victim) return;
          await victim.kill();
          coverage.count("sales services killed");
          await sleep(downMs, undefined, { signal });
          await fleet.start(victim);
        }
      },
    };
  },
};
