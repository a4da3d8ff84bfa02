import { setTimeout as sleep } from "node:timers/promises";
import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** Batches arrive long after the mirror has given them up. */
export const holdInsert: Fault = {
  name: "hold-insert",
  about: "a batch arrives after its connection has broken, in time or past its expiry",
  target: "network",
  form: "mirror",
  draw(chance) {
    const percents = Array.from({ length: chance.integer(1, 3) }, () => chance.integer(1, 200));
    return {
      words: `${percents.join(" %, ")} % of its expiry later`,
      async run(field) {
        const { proxy, tuning, coverage } = field;
        const left = [...percents];
        const before = proxy.heldStatuses.length;
        await treatInserts(field, percents.length, () => ({
          to: "hold",
          until: sleep(((left.shift() ?? 0) / 100) * tuning.writeExpiryMs),
        }));
        await proxy.settle();
        for (const status of proxy.heldStatuses.slice(before)) {
          coverage.count(
            status === 200 ? "held batches accepted" : "held batches refused as too late",
          );
        }
      },
    };
  },
};
