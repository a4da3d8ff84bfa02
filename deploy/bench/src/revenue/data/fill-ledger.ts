import type { Client } from "pg";
import { addEntries, addVoids } from "./ledger-sql.ts";
import { type Hour, listHours } from "./list-hours.ts";
import { accumulate, channels, listProducts } from "./shop.ts";

const seed = 4;
const entriesAChunk = 250_000;

/**
 * Fills the ledger with a number of sales and refunds, and some voids, straight into its table,
 * which should have no index but its primary key. Nothing else may use the database.
 *
 * @param client connected to the database as the superuser.
 * @param productIds of the shop's products, best sellers first.
 */
export async function fillLedger(
  client: Client,
  productIds: readonly number[],
  entries: number,
  say: (message: string) => void,
): Promise<void> {
  await client.query("set session_replication_role = replica"); // All products exist: no look-ups.
  await client.query("set synchronous_commit = off");
  const products = listProducts();
  const shared = [
    productIds,
    accumulate(products.map(({ weight }) => weight)),
    products.map(({ priceCents }) => priceCents),
    channels.map(({ name }) => name),
    accumulate(channels.map(({ weight }) => weight)),
    seed,
  ];
  let done = 0;
  const begunAtMs = performance.now();
  for (const chunk of gatherHours(listHours(entries))) {
    await client.query("begin");
    const { rows } = await client.query("select coalesce(max(id), 0) as last from sales.sale");
    const added = await client.query({
      name: "add",
      text: addEntries,
      values: [
        chunk.map((hour) => new Date(hour.startMs).toISOString()),
        chunk.map((hour) => hour.first),
        chunk.map((hour) => hour.count),
        ...shared,
      ],
    });
    await client.query(addVoids, [rows[0].last]);
    await client.query("commit");
    done += added.rowCount ?? 0;
    const rate = done / ((performance.now() - begunAtMs) / 1000);
    say(`  ${done} of ${entries} entries in the ledger, ${Math.round(rate)} a second`);
  }
  // What was sold long ago moves no stock: the follower need not read it.
  await client.query(`insert into sales.stock_position (epoch, xid, id)
    select epoch, xid, id from sales.sale order by id desc limit 1
    on conflict (single) do update set epoch = excluded.epoch, xid = excluded.xid, id = excluded.id`);
}

/** Gathers hours to chunks of about as many entries. */
function* gatherHours(hours: readonly Hour[]): Generator<Hour[]> {
  let chunk: Hour[] = [];
  let entries = 0;
  for (const hour of hours) {
    if (hour.count === 0) continue;
    chunk.push(hour);
    entries += hour.count;
    if (entries < entriesAChunk) continue;
    yield chunk;
    [chunk, entries] = [[], 0];
  }
  if (chunk.length > 0) yield chunk;
}
