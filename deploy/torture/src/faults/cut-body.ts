import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** Connections break in the middle of batches. */
export const cutBody: Fault = {
  name: "cut-body",
  about: "the connection breaks in the middle of a batch",
  target: "network",
  draw(chance) {
    const shares = Array.from({ length: chance.integer(1, 4) }, () =>
      Math.round(chance.next() * 100),
    );
    return {
      words: `after ${shares.join(" %, ")} % of it`,
      async run(field) {
        const left = [...shares];
        const cut = await treatInserts(field, shares.length, () => ({
          to: "cut",
          share: (left.shift() ?? 0) / 100,
        }));
        field.coverage.count("batches cut in the middle", cut);
      },
    };
  },
};
