import type { ClickHouseClient } from "@clickhouse/client";
import type { Position } from "../ledger/position.ts";
import { rollUps } from "./roll-ups.ts";

/** How far the tables of the mirror have come. */
export interface Positions {
  /** Of the facts: the highest watermark. */
  readonly sale: Position;
  /** Of each roll-up, by table. */
  readonly rollUps: ReadonlyMap<string, Position>;
  /** The last change of the catalogue's copy. All changes of one transaction may not be there yet. */
  readonly product: Position;
  readonly category: Position;
  /** How many batches of facts arrived more than once. */
  readonly repeatedBatches: number;
  /** The server's clock, in milliseconds since 1970. */
  readonly nowMs: number;
}

const watermarks = "sale_date = toDateTime64(0, 3, 'UTC') AND product_id = 0";

const query = [
  `SELECT 'sale' AS name, max((epoch, xid, id)) AS position FROM sale_fact WHERE ${watermarks}`,
  ...rollUps.map(
    ({ table, watermark }) => `SELECT '${table}', max(position) FROM ${table} WHERE ${watermark}`,
  ),
  "SELECT 'product', max((epoch, xid, toUInt64(0))) FROM product",
  "SELECT 'category', max((epoch, xid, toUInt64(0))) FROM category",
].join(" UNION ALL ");

/** Asks ClickHouse how far the mirror has come. */
export async function readPositions(client: ClickHouseClient): Promise<Positions> {
  const answer = await client.query({ query, format: "JSONCompactEachRow" });
  const rows = await answer.json<[string, [number, string, string]]>();
  const positions = new Map(
    rows.map(([name, [epoch, xid, id]]) => [
      name,
      { epoch, xid: BigInt(xid), id: BigInt(id) } satisfies Position,
    ]),
  );
  const find = (name: string): Position => {
    const position = positions.get(name);
    if (!position) throw new Error(`ClickHouse did not say how far ${name} has come`);
    return position;
  };
  const [extra] = await (
    await client.query({
      query: `SELECT count() - uniqExact(epoch, xid, id), toUnixTimestamp64Milli(now64(3)) FROM sale_fact WHERE ${watermarks}`,
      format: "JSONCompactEachRow",
    })
  ).json<[string, string]>();
  return {
    sale: find("sale"),
    rollUps: new Map(rollUps.map(({ table }) => [table, find(table)])),
    product: find("product"),
    category: find("category"),
    repeatedBatches: Number(extra?.[0] ?? 0),
    nowMs: Number(extra?.[1] ?? 0),
  };
}
