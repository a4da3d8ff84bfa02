import type { Backend } from "@backroom/kit";
import type { FeedPosition } from "@backroom/proto/inventory/v1/feed_pb";
import type { ClickHouseClient } from "@clickhouse/client";
import { createBeside, dropBeside, exchange } from "../beside.ts";
import type { Leadership } from "../leadership.ts";
import { askItemChanges, batchSize, writeItems } from "./copy-items.ts";
import { itemTable } from "./stock-position.ts";

/** What a refill found. */
export interface Refilled {
  readonly position: FeedPosition | undefined;
  /** How many items the copy has. */
  readonly itemCount: number;
  /** How many of them the copy before had wrong, or had not, or had too many. */
  readonly wrongCount: number;
}

/**
 * Copies all items anew beside the table in service, compares the two, and exchanges them. Nothing
 * may be written to the one in service meanwhile.
 *
 * @param before how far the one in service has come: what was changed since may be different.
 */
export async function refillStock(
  { state: { clickhouse }, client, signal }: Leadership,
  inventory: Backend,
  before: FeedPosition | undefined,
): Promise<Refilled> {
  const beside = await createBeside(clickhouse, client, [itemTable]);
  const fresh = beside.nameOf(itemTable);
  try {
    let position: FeedPosition | undefined;
    for (;;) {
      const page = await askItemChanges(inventory, position, signal);
      if (page.fromBeginning) throw new Error("the inventory was restored during the copying");
      await writeItems(clickhouse, fresh, page, signal);
      position = page.position;
      if (page.changes.length < batchSize) break;
    }
    const counts = await compareItems(clickhouse, fresh, before, signal);
    signal.throwIfAborted();
    await exchange(clickhouse, beside, itemTable);
    return { position, ...counts };
  } finally {
    await dropBeside(clickhouse, beside, [itemTable]).catch(() => {}); // Whoever leads next drops it.
  }
}

/** Counts the items, and those that differ although they have not changed since. */
async function compareItems(
  client: ClickHouseClient,
  fresh: string,
  before: FeedPosition | undefined,
  signal: AbortSignal,
): Promise<Pick<Refilled, "itemCount" | "wrongCount">> {
  const state = "(product_id, channel, quantity, reorder_level, created_at, updated_at, xid)";
  const answer = await client.query({
    query: `SELECT (SELECT count() FROM ${fresh} FINAL), count() FROM
        (SELECT id, xid, ${state} AS state FROM ${fresh} FINAL) AS fresh
        FULL OUTER JOIN (SELECT id, ${state} AS state FROM ${itemTable} FINAL) AS kept ON kept.id = fresh.id
      WHERE fresh.state != kept.state AND (fresh.xid, toString(fresh.id)) <= ({xid:UInt64}, {id:String})`,
    query_params: { xid: String(before?.xid ?? 0n), id: before?.inventoryId ?? "" },
    format: "JSONCompactEachRow",
    abort_signal: signal,
  });
  const [row] = await answer.json<[string, string]>();
  return { itemCount: Number(row?.[0] ?? 0), wrongCount: Number(row?.[1] ?? 0) };
}
