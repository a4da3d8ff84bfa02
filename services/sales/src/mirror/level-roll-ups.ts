import type { ClickHouseClient } from "@clickhouse/client";
import { comparePositions, formatPosition, type Position } from "../ledger/position.ts";
import { type Positions, readPositions } from "./read-positions.ts";
import { type RollUp, rollUps } from "./roll-ups.ts";

/** A roll-up that lacks more facts than this is rebuilt, as they might not fit into one block. */
const maxLevelRows = 1_000_000;

/**
 * Makes each roll-up agree with the fact table again, after a crash between a batch's part in the
 * one and its part in the other: what is missing is added as one block, and a roll-up that is
 * ahead, or far behind, is rebuilt beside and exchanged. Nothing else may write meanwhile.
 *
 * @param expiresAtMs when the server must refuse to add what is missing, on its clock, in milliseconds
 * since 1970.
 * @returns the tables that were mended.
 */
export async function levelRollUps(
  client: ClickHouseClient,
  positions: Positions,
  expiresAtMs: number,
): Promise<string[]> {
  const mended: string[] = [];
  for (const rollUp of rollUps) {
    const position = positions.rollUps.get(rollUp.table);
    if (!position) throw new Error(`${rollUp.table} has no position`);
    const difference = comparePositions(position, positions.sale);
    if (difference === 0) continue;
    const isSlightlyBehind = difference < 0 && (await countAfter(client, position)) <= maxLevelRows;
    if (isSlightlyBehind) await addMissing(client, rollUp, position, expiresAtMs);
    else await rebuildRollUp(client, rollUp);
    mended.push(`${rollUp.table} at ${formatPosition(position)}`);
  }
  if (mended.length > 0) {
    const after = await readPositions(client);
    for (const { table } of rollUps) {
      const position = after.rollUps.get(table);
      if (!position || comparePositions(position, positions.sale) !== 0) {
        throw new Error(`${table} could not be made level with the facts`);
      }
    }
  }
  return mended;
}

/** Rebuilds a roll-up from the facts beside the old one, and exchanges the two. */
export async function rebuildRollUp(client: ClickHouseClient, { table }: RollUp): Promise<void> {
  const beside = `${table}_rebuilt`;
  const run = (query: string) => client.command({ query });
  await run(`DROP TABLE IF EXISTS ${beside} SYNC`);
  await run(`CREATE TABLE ${beside} AS ${table}`);
  await run(`INSERT INTO ${beside} ${await readFilling(client, table)}`);
  await run(`EXCHANGE TABLES ${table} AND ${beside}`);
  await run(`DROP TABLE ${beside} SYNC`);
}

const after = ({ epoch, xid, id }: Position) => `(epoch, xid, id) > (${epoch}, ${xid}, ${id})`;

async function countAfter(client: ClickHouseClient, position: Position): Promise<number> {
  const answer = await client.query({
    query: `SELECT count() FROM sale_fact WHERE ${after(position)}`,
    format: "JSONCompactEachRow",
  });
  const [row] = await answer.json<[string]>();
  return Number(row?.[0] ?? 0);
}

/** Adds the facts after a position, as one block and so as one part. */
async function addMissing(
  client: ClickHouseClient,
  { table }: RollUp,
  position: Position,
  expiresAtMs: number,
): Promise<void> {
  const inTime = `throwIf(now64(3) > fromUnixTimestamp64Milli(${expiresAtMs}), \\'the rows arrived too late\\') = 0`;
  const filling = await readFilling(client, table);
  await client.command({
    query: `INSERT INTO ${table} ${filling} SETTINGS additional_table_filters = {'sale_fact': '${after(position)} AND ${inTime}'}`,
    clickhouse_settings: {
      max_threads: 1,
      max_block_size: String(2 * maxLevelRows),
      min_insert_block_size_rows: String(2 * maxLevelRows),
      min_insert_block_size_bytes: "0",
    },
  });
}

/** Reads the query of the materialized view that fills a roll-up. */
async function readFilling(client: ClickHouseClient, table: string): Promise<string> {
  const answer = await client.query({
    query:
      "SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = {name:String}",
    query_params: { name: `fill_${table}` },
    format: "JSONCompactEachRow",
  });
  const [row] = await answer.json<[string]>();
  if (!row?.[0]) throw new Error(`there is no view fill_${table}`);
  return row[0];
}
