import { setTimeout as sleep } from "node:timers/promises";
import { type ClickHouseClient, ClickHouseError } from "@clickhouse/client";
import type { Fault } from "./fault.ts";
import { askForJob, finishJob } from "./finish-job.ts";

// The witness's rows are spared, so that what is promised about them holds throughout.
const some = "kind != 'WATERMARK' AND channel != 'witness' AND cityHash64(id) % 5 = 0";
const columns =
  "epoch, xid, id, kind, product_id, channel, quantity, unit_price, amount, sale_date, refund_of";

/** What is done to the tables by hand. */
const damages = {
  "facts deleted": `ALTER TABLE sale_fact DELETE WHERE ${some}`,
  "facts changed": `ALTER TABLE sale_fact UPDATE amount = amount + 1, quantity = quantity + 1 WHERE ${some}`,
  "facts doubled": `INSERT INTO sale_fact (${columns}) SELECT ${columns} FROM sale_fact WHERE ${some}`,
  "a roll-up thinned out":
    "ALTER TABLE revenue_by_slot DELETE WHERE channel NOT IN ('', 'witness') AND toUnixTimestamp(slot) % 1800 = 0",
  "a roll-up changed":
    "ALTER TABLE revenue_by_day_product UPDATE amount = amount + 1 WHERE channel NOT IN ('', 'witness')",
  "a roll-up added to":
    "INSERT INTO revenue_by_month_product (month, channel, product_id, kind, amount) VALUES ('2024-05-01', 'damage', 1, 'SALE', 5)",
} as const;

const maxWaitMs = 5_000;

/** Waits until there are tables, which the mirror makes after a start, and for a while until they hold something to damage. */
async function awaitFacts(client: ClickHouseClient, signal: AbortSignal): Promise<void> {
  const endsAt = performance.now() + maxWaitMs;
  for (;;) {
    const count = await countFacts(client);
    if (count !== undefined && (count > 0 || performance.now() > endsAt)) return;
    await sleep(50, undefined, { signal });
  }
}

/** Counts what may be damaged; undefined while there is no table. */
async function countFacts(client: ClickHouseClient): Promise<number | undefined> {
  const query = `SELECT count() FROM sale_fact WHERE ${some}`;
  try {
    const answer = await client.query({ query, format: "JSONCompactEachRow" });
    const [row] = await answer.json<[string]>();
    return Number(row?.[0] ?? 0);
  } catch (error) {
    const isMissing = error instanceof ClickHouseError && missing.includes(error.type ?? "");
    if (!isMissing) throw error;
    return undefined;
  }
}

const missing = ["UNKNOWN_DATABASE", "UNKNOWN_TABLE"];

/** Rows of the mirror are changed by hand, and a comparison is asked for. */
export const damageMirror: Fault = {
  name: "damage-mirror",
  about: "facts or roll-ups are changed by hand, and the mirror is asked to reconcile them",
  target: "clickhouse",
  draw(chance) {
    const names = Object.keys(damages) as (keyof typeof damages)[];
    const chosen = chance.pickSome(names, chance.integer(1, 2));
    return {
      words: chosen.join(" and "),
      async run(field) {
        const client = field.openClickhouse();
        try {
          await awaitFacts(client, field.signal);
          for (const name of chosen) {
            const clickhouse_settings = { mutations_sync: "2" } as const;
            await client.command({ query: damages[name], clickhouse_settings });
            field.coverage.count(`damage: ${name}`);
          }
        } finally {
          await client.close();
        }
        await finishJob(field, await askForJob(field, "RECONCILE"));
      },
    };
  },
};
