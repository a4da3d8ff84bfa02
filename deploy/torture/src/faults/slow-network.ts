import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** Batches take their time. */
export const slowNetwork: Fault = {
  name: "slow-network",
  about: "batches are slow on their way, some slower than they may be",
  target: "network",
  form: "mirror",
  draw(chance) {
    const percents = Array.from({ length: chance.integer(2, 6) }, () =>
      chance.happens(0.3) ? chance.integer(80, 150) : chance.integer(1, 30),
    );
    return {
      words: `${percents.join(" %, ")} % of their expiry`,
      async run(field) {
        const left = [...percents];
        const slowed = await treatInserts(field, percents.length, () => ({
          to: "slow",
          ms: ((left.shift() ?? 0) / 100) * field.tuning.writeExpiryMs,
        }));
        field.coverage.count("batches slowed", slowed);
      },
    };
  },
};
