import { setTimeout as sleep } from "node:timers/promises";
import { awaitInsert } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** PostgreSQL is killed with all that it does, and started again. */
export const killPostgres: Fault = {
  name: "kill-postgres",
  about: "kill -9 of PostgreSQL while sales are written and read",
  target: "postgres",
  draw(chance) {
    const batch = chance.integer(0, 2);
    const afterMs = chance.integer(0, 60);
    const downMs = chance.happens(0.5) ? 0 : chance.integer(0, 1_000);
    return {
      words: `${afterMs} ms after batch ${batch}, down for ${downMs} ms`,
      async run(field) {
        const { world, coverage, signal } = field;
        await awaitInsert(field, batch);
        await sleep(afterMs, undefined, { signal });
        await world.postgres.kill();
        coverage.count("PostgreSQL killed");
        await sleep(downMs, undefined, { signal });
        await world.postgres.start();
      },
    };
  },
};
