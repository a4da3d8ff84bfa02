import { setTimeout as sleep } from "node:timers/promises";
import { openClickhouse, parseDecimal } from "@backroom/kit";
import { MirrorService } from "@backroom/proto/sales/v1/mirror_pb";
import { createClient } from "@connectrpc/connect";
import { connectLedger } from "./data/connect-postgres.ts";
import type { Shop } from "./open-shop.ts";

/** How many rows the ledger has, and what they sum to, as both stores agree. */
export interface Extent {
  readonly rows: number;
  /** How long was waited for the mirror. */
  readonly seconds: number;
}

const sums = (kind: string, amount: string) =>
  `select count(*) as rows, sum(${amount}) as amount, sum(quantity) as units, max(id) as last from ${kind}`;

/**
 * Waits until the mirror holds the whole ledger and has put its parts in order, and makes sure that
 * both stores hold the same number of rows with the same sums.
 */
export async function awaitLevel(shop: Shop, say: (message: string) => void): Promise<Extent> {
  const begunAtMs = performance.now();
  const ledger = await connectLedger(shop.backroom.dataDir, shop.backroom.postgresPort);
  const clickhouse = openClickhouse(shop.urls.clickhouseUrl);
  const mirror = createClient(MirrorService, shop.grpc);
  const read = async (query: string) => {
    const answer = await clickhouse.query({ query, format: "JSONEachRow" });
    const [row] = await answer.json<Record<string, string>>();
    return row ?? {};
  };
  try {
    const { rows } = await ledger.query<Record<string, string>>(sums("sales.sale", "total_amount"));
    const expected = rows[0] ?? {};
    const facts = sums("sale_fact where kind != 'WATERMARK'", "amount");
    for (let toldAtMs = 0; ; await sleep(500)) {
      const { asOf, job } = await mirror.getMirror({});
      const { rows: copied } = await read(
        "select count() as rows from sale_fact where kind != 'WATERMARK'",
      );
      if (asOf && !job && copied === expected.rows) break;
      if (performance.now() - toldAtMs < 10_000) continue;
      toldAtMs = performance.now();
      say(`  the mirror holds ${copied} of ${expected.rows} rows${job ? `, ${job}` : ""}`);
    }
    const { amount, ...found } = await read(facts);
    if (parseDecimal(amount ?? "") !== parseDecimal(expected.amount ?? "")) {
      throw new Error(`the amounts differ: ${amount}, not ${expected.amount}`);
    }
    for (const name of ["rows", "units", "last"]) {
      if (found[name] !== expected[name])
        throw new Error(`${name}: ${found[name]}, not ${expected[name]}`);
    }
    while (Number((await read("select count() as merges from system.merges")).merges) > 0)
      await sleep(500);
    return { rows: Number(expected.rows), seconds: (performance.now() - begunAtMs) / 1000 };
  } finally {
    await Promise.all([ledger.end(), clickhouse.close()]);
  }
}
