import { setTimeout as sleep } from "node:timers/promises";
import { connectBackroom } from "@backroom/import/connect";
import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Client } from "pg";

const lookIntervalMs = 1_000;

/** Waits until the sales service knows every product, and stock and mirror have followed all sales. */
export async function awaitFollowers(
  backroom: { readonly url: string; readonly key: string },
  ledger: Client,
  products: number,
): Promise<void> {
  const follows = async () => {
    const known = await ledger.query("select count(*)::int as total from sales.product");
    const behind = await ledger.query(`select from sales.sale s
      where (s.epoch, s.xid, s.id) > (select k.epoch, k.xid, k.id from sales.stock_position k)
      order by s.epoch, s.xid, s.id limit 1`);
    return behind.rowCount === 0 && known.rows[0]?.total === products;
  };
  while (!(await follows())) await sleep(lookIntervalMs);
  const { revenue } = connectBackroom(backroom);
  const day = { startDate: "2024-01-01", endDate: "2024-01-01", fresh: true };
  const isMirrored = async () => {
    try {
      return (await revenue.getRevenue(day)).source === Source.CLICKHOUSE;
    } catch (error) {
      // While much follows at once, the gateway may have too much to do to answer.
      if (ConnectError.from(error).code === Code.Unavailable) return false;
      throw error;
    }
  };
  while (!(await isMirrored())) await sleep(lookIntervalMs);
}
