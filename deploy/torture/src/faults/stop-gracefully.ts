import type { Fault } from "./fault.ts";

/** A process is stopped as it should be, under load, and started again. */
export const stopGracefully: Fault = {
  name: "stop-gracefully",
  about: "SIGTERM of the process that mirrors, under load; it must end cleanly",
  target: "mirror",
  draw(chance) {
    const times = chance.integer(1, 2);
    return {
      words: `${times} times`,
      async run({ fleet, coverage }) {
        for (let time = 0; time < times; time++) {
          const victim = fleet.leader ?? fleet.programs[0];
          if (!victim) return;
          await victim.stop();
          coverage.count("processes stopped under load");
          await fleet.start(victim);
        }
      },
    };
  },
};
