import { setTimeout as sleep } from "node:timers/promises";
import { countLagging } from "../check/count-lagging.ts";
import { awaitInsert } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** ClickHouse is killed while a batch is written, and started again. */
export const killClickhouse: Fault = {
  name: "kill-clickhouse",
  about:
    "kill -9 of ClickHouse within a batch, also between its part in the facts and in a roll-up",
  target: "clickhouse",
  draw(chance) {
    const batch = chance.integer(1, 4);
    const afterMs = chance.integer(0, 60);
    const downMs = chance.happens(0.5) ? 0 : chance.integer(0, 1_000);
    return {
      words: `${afterMs} ms after batch ${batch} was sent, down for ${downMs} ms`,
      async run(field) {
        const { world, coverage, signal } = field;
        await awaitInsert(field, batch);
        await sleep(afterMs, undefined, { signal });
        await world.clickhouse.kill();
        coverage.count("ClickHouse killed");
        field.proxy.mode = "drop"; // Nobody mends what was left before it has been looked at.
        await sleep(downMs, undefined, { signal });
        await world.clickhouse.start();
        const lagging = await countLagging(field);
        if (lagging > 0) coverage.count("kills of ClickHouse that left roll-ups behind the facts");
        coverage.count("roll-ups found behind the facts", lagging);
        field.proxy.mode = "pass";
      },
    };
  },
};
