import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Fault } from "./fault.ts";

/** A writing transaction is open in another database, behind which the mirror must wait. */
export const openElsewhere: Fault = {
  name: "open-elsewhere",
  about: "a writing transaction stays open in another database of the cluster",
  target: "postgres",
  draw(chance) {
    const ms = chance.integer(100, 1_500);
    const writes = chance.integer(1, 15);
    const ending = chance.pick(["commit", "rollback"] as const);
    return {
      words: `while ${writes} writes end or for ${ms} ms, then ${ending}`,
      async run({ world, progress, coverage, signal }) {
        const client = new pg.Client(world.postgres.urlOf("elsewhere"));
        client.on("error", () => {}); // PostgreSQL was killed meanwhile, which ends it too.
        await client.connect();
        try {
          await client.query("begin");
          await client.query("select pg_current_xact_id()");
          coverage.count("transactions open elsewhere");
          const enough = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
          await progress
            .reach(Math.min(progress.total, progress.ended + writes), enough)
            .catch(() => {});
          await sleep(0, undefined, { signal });
          await client.query(ending).catch(() => {});
        } finally {
          await client.end().catch(() => {});
        }
      },
    };
  },
};
