import { setTimeout as sleep } from "node:timers/promises";
import { awaitInsert } from "./await-insert.ts";
import type { Fault } from "./fault.ts";

/** ClickHouse stands still within a batch, and goes on. */
export const freezeClickhouse: Fault = {
  name: "freeze-clickhouse",
  about: "SIGSTOP of ClickHouse within a batch, for shorter or longer than the batch may take",
  target: "clickhouse",
  form: "mirror",
  draw(chance) {
    const batch = chance.integer(1, 4);
    const afterMs = chance.integer(0, 30);
    const percent = chance.integer(5, 200);
    const isCut = chance.happens(0.5);
    return {
      words: `${afterMs} ms after batch ${batch}, for ${percent} % of its expiry${isCut ? ", and connections break" : ""}`,
      async run(field) {
        const { world, proxy, tuning, coverage, signal } = field;
        await awaitInsert(field, batch);
        await sleep(afterMs, undefined, { signal });
        world.clickhouse.signal("SIGSTOP");
        coverage.count("ClickHouse frozen");
        if (isCut) proxy.cutAll();
        await sleep((percent / 100) * tuning.writeExpiryMs, undefined, { signal });
        world.clickhouse.signal("SIGCONT");
      },
    };
  },
};
