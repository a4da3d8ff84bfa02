import { setTimeout as sleep } from "node:timers/promises";
import { countLagging } from "../check/count-lagging.ts";
import { awaitFacts } from "./await-facts.ts";
import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** A view on the facts fails, so that a batch is in the facts and in some roll-ups only. */
export const failView: Fault = {
  name: "fail-view",
  about: "a view on the facts throws, so that a batch reaches the facts and only some roll-ups",
  target: "clickhouse",
  draw(chance) {
    const batches = chance.integer(1, 6);
    const afterMs = chance.integer(0, 40);
    return {
      words: `for ${batches} batches, ${afterMs} ms after each has begun`,
      async run(field) {
        await awaitFacts(field); // The first trial begins before there is anything to mirror to.
        const client = field.openClickhouse();
        const run = (query: string) => client.command({ query });
        try {
          await run("CREATE TABLE IF NOT EXISTS nowhere (x UInt8) ENGINE = Null");
          await run(
            `CREATE MATERIALIZED VIEW fail_view TO nowhere AS SELECT throwIf(sleep(${afterMs / 1000}) = 0, 'the torture fails a view') AS x FROM sale_fact`,
          );
          field.coverage.count(
            "batches whose view failed",
            await treatInserts(field, batches, () => ({ to: "pass" })),
          );
          await sleep(afterMs, undefined, { signal: field.signal });
          const lagging = await countLagging(field);
          if (lagging > 0) field.coverage.count("failed views that left roll-ups behind the facts");
        } finally {
          await run("DROP TABLE IF EXISTS fail_view SYNC");
          await client.close();
        }
      },
    };
  },
};
