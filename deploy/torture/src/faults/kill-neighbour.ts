import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** The catalogue or the inventory is killed and comes back after a while. */
export const killNeighbour: Fault = {
  name: "kill-neighbour",
  about: "kill -9 of the catalogue or the inventory, which stay away for a while",
  target: "neighbour",
  form: "services",
  draw(chance) {
    const name = chance.pick(["catalog", "inventory"] as const);
    const afterMs = chance.integer(0, 200);
    const downMs = chance.integer(0, 2_000);
    return {
      words: `${name} after ${afterMs} ms, down for ${downMs} ms`,
      async run({ neighbours, coverage, signal }) {
        await sleep(afterMs, undefined, { signal });
        const victim = neighbours.find((each) => each.name === name);
        if (!victim) return;
        await victim.kill();
        coverage.count(`${name} killed`);
        await sleep(downMs, undefined, { signal });
        await victim.start();
      },
    };
  },
};
