import { setTimeout as sleep } from "node:timers/promises";
import { treatInserts } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** ClickHouse's disk is full for a while. */
export const fullDisk: Fault = {
  name: "full-disk",
  needsDisk: true,
  about: "ClickHouse's disk is full, or nearly, so that a batch fits and its roll-ups do not",
  target: "clickhouse",
  draw(chance) {
    const leftKilobytes = chance.happens(0.3) ? 0 : chance.integer(1, 8 * 1024);
    const batches = chance.integer(1, 5);
    const ms = chance.integer(0, 500);
    return {
      words: `${leftKilobytes} KB left, for ${batches} batches and ${ms} ms`,
      async run(field) {
        const { disk } = field.world;
        if (!disk) throw new Error("ClickHouse has no disk of its own");
        disk.fill(leftKilobytes * 1024);
        try {
          await treatInserts(field, batches, () => ({ to: "pass" }));
          await sleep(ms, undefined, { signal: field.signal });
        } finally {
          disk.clear();
        }
      },
    };
  },
};
