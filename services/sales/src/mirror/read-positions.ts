import type { ClickHouseClient } from "@clickhouse/client";
import { comparePositions, type Position } from "../ledger/position.ts";
import { factTable } from "./feeds.ts";
import type { RollUp } from "./roll-ups.ts";

/** How far the tables of the mirror have come. */
export interface Positions {
  /** Of the facts: the highest watermark. */
  readonly sale: Position;
  /** Of each roll-up, by table. */
  readonly rollUps: ReadonlyMap<string, Position>;
  /** The last change of the catalogue's copy: later ones of its transaction may not be there yet. */
  readonly product: Position;
  readonly category: Position;
}

const watermarks = "sale_date = toDateTime64(0, 3, 'UTC') AND product_id = 0";

/**
 * Asks ClickHouse how far the mirror has come.
 *
 * @param rollUps all that the mirror has.
 * @param nameOf the names of the tables that stand for those in service.
 */
export async function readPositions(
  client: ClickHouseClient,
  rollUps: readonly RollUp[],
  nameOf: (table: string) => string = (table) => table,
): Promise<Positions> {
  const query = [
    `SELECT 'sale' AS name, max((epoch, xid, id)) AS position FROM ${nameOf(factTable)} WHERE ${watermarks}`,
    ...rollUps.map(
      ({ table, watermark }) =>
        `SELECT '${table}', max(position) FROM ${nameOf(table)} WHERE ${watermark}`,
    ),
    `SELECT 'product', max((epoch, xid, id)) FROM ${nameOf("product")}`,
    `SELECT 'category', max((epoch, xid, id)) FROM ${nameOf("category")}`,
  ].join(" UNION ALL ");
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
  return {
    sale: find("sale"),
    rollUps: new Map(rollUps.map(({ table }) => [table, find(table)])),
    product: find("product"),
    category: find("category"),
  };
}

/** The furthest that facts and roll-ups have all come. */
export function leastOf({ sale, rollUps }: Positions): Position {
  let least = sale;
  for (const position of rollUps.values()) {
    if (comparePositions(position, least) < 0) least = position;
  }
  return least;
}

/** How many transactions back batches are looked for that arrived twice. */
const recentTransactions = 100_000;

/** Counts the recent batches of facts that arrived more than once; there should be none. */
export async function countRepeatedBatches(
  client: ClickHouseClient,
  { epoch, xid }: Position,
): Promise<number> {
  const answer = await client.query({
    query: `SELECT count() - uniqExact(xid, id) FROM ${factTable}
      WHERE ${watermarks} AND epoch = {epoch:UInt16} AND xid + ${recentTransactions} >= {xid:UInt64}`,
    query_params: { epoch, xid },
    format: "JSONCompactEachRow",
  });
  const [row] = await answer.json<[string]>();
  return Number(row?.[0] ?? 0);
}
