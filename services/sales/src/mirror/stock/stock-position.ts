import { type FeedPosition, FeedPositionSchema } from "@backroom/proto/inventory/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import type { ClickHouseClient } from "@clickhouse/client";

/** The table of stock items in ClickHouse. */
export const itemTable = "item";

/** How far the copy of the stock has come, as ClickHouse says. */
export interface StockPlace {
  /** Undefined when nothing was copied yet. */
  readonly position: FeedPosition | undefined;
  /** Whether it holds items of two clusters, of which one is no more. */
  readonly isMixed: boolean;
}

/**
 * Asks ClickHouse how far a table of items has come. A batch is one part, so the last change of a
 * batch stands for all of it. As text, ids are in PostgreSQL's order; as UUIDs they are not.
 */
export async function readStockPlace(
  client: ClickHouseClient,
  table: string,
  signal: AbortSignal,
): Promise<StockPlace> {
  const answer = await client.query({
    query: `SELECT uniqExact(origin), any(origin), max((xid, toString(id))) FROM ${table}`,
    format: "JSONCompactEachRow",
    abort_signal: signal,
  });
  const [row] = await answer.json<[string, string, [string, string]]>();
  if (!row) throw new Error("ClickHouse did not say how far the stock has come");
  const [origins, origin, [xid, inventoryId]] = row;
  const place = { origin: BigInt(origin), xid: BigInt(xid), inventoryId };
  return {
    position: origins === "0" ? undefined : create(FeedPositionSchema, place),
    isMixed: Number(origins) > 1,
  };
}
