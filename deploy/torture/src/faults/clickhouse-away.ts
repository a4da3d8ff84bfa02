import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** ClickHouse cannot be reached for a while. */
export const clickhouseAway: Fault = {
  name: "clickhouse-away",
  about: "ClickHouse cannot be reached for a while: refused, or silent",
  target: "clickhouse",
  draw(chance) {
    const mode = chance.pick(["drop", "hang"] as const);
    const ms = chance.integer(100, 2_500);
    return {
      words: `${mode === "drop" ? "refused" : "silent"} for ${ms} ms`,
      async run({ proxy, coverage, signal }) {
        proxy.mode = mode;
        if (mode === "drop") proxy.cutAll();
        coverage.count(`ClickHouse ${mode === "drop" ? "refused" : "silent"} for a while`);
        await sleep(ms, undefined, { signal });
        proxy.mode = "pass";
        proxy.cutAll(); // What was silent stays so for whoever asked then.
      },
    };
  },
};
