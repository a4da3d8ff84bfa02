import { readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copy from "pg-copy-streams";
import { besideChannel } from "./measure-beside.ts";

const columns = `kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
  order_ref, idempotency_key, request_hash, moves_stock, recorded_by`;

/**
 * Copies the last rows of the ledger, which an import has just written, into an empty table of the
 * same shape, with the same indices, checks and foreign keys, in one COPY.
 *
 * @param dataDir where Backroom keeps its data, and the password of the ledger's role.
 * @returns rows a second.
 */
export async function copyAgain(
  dataDir: string,
  postgresPort: number,
  count: number,
): Promise<number> {
  const { databasePasswords } = JSON.parse(await readFile(`${dataDir}/secrets.json`, "utf8"));
  const client = new pg.Client({
    connectionString: `postgres://backroom_sales:${databasePasswords.sales}@127.0.0.1:${postgresPort}/backroom`,
  });
  await client.connect();
  try {
    await client.query("set search_path = sales");
    await client.query("create table sale_again (like sale including all)");
    await client.query(`alter table sale_again
      add foreign key (product_id) references product (id),
      add foreign key (refund_of) references sale_again (id)`);
    const pieces: Buffer[] = [];
    const rows = `select ${columns} from sale where channel <> '${besideChannel}' order by id desc limit ${count}`;
    for await (const piece of client.query(copy.to(`copy (${rows}) to stdout`))) pieces.push(piece);
    const begunAtMs = performance.now();
    await pipeline(pieces, client.query(copy.from(`copy sale_again (${columns}) from stdin`)));
    return count / ((performance.now() - begunAtMs) / 1000);
  } finally {
    await client.query("drop table if exists sale_again");
    await client.end();
  }
}
