import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** Batches arrive, but the mirror is not told. */
export const loseAnswer: Fault = {
  name: "lose-answer",
  about: "ClickHouse has the whole batch, and the connection breaks before its answer",
  target: "network",
  draw(chance) {
    const batches = chance.integer(1, 4);
    return {
      words: `of ${batches} batches`,
      async run(field) {
        const lost = await treatInserts(field, batches, () => ({ to: "lose answer" }));
        field.coverage.count("answers to batches lost", lost);
      },
    };
  },
};
