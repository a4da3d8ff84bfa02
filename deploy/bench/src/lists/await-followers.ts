import { setTimeout as sleep } from "node:timers/promises";
import { connectBackroom } from "@backroom/import/connect";
import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import type { Client } from "pg";

const lookIntervalMs = 1_000;

/** Waits until the totals of searches hold every product, the sales service knows them, and stock and mirror have followed all sales. */
export async function awaitFollowers(
  backroom: { readonly url: string; readonly key: string },
  { catalog, ledger }: { readonly catalog: Client; readonly ledger: Client },
  products: number,
): Promise<void> {
  const follows = async () => {
    const waiting = await catalog.query("select from catalog.search_change limit 1");
    const known = await ledger.query("select count(*)::int as total from sales.product");
    const behind = await ledger.query(`select from sales.sale s
      where (s.epoch, s.xid, s.id) > (select k.epoch, k.xid, k.id from sales.stock_position k) limit 1`);
    const isLevel = waiting.rowCount === 0 && behind.rowCount === 0;
    return isLevel && known.rows[0]?.total === products;
  };
  while (!(await follows())) await sleep(lookIntervalMs);
  const { revenue } = connectBackroom(backroom);
  const day = { startDate: "2024-01-01", endDate: "2024-01-01", fresh: true };
  while ((await revenue.getRevenue(day)).source !== Source.CLICKHOUSE) await sleep(lookIntervalMs);
}
