import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import { comparePositions, formatPosition, type Position } from "../ledger/position.ts";
import { factTable } from "./feeds.ts";
import { readFilling } from "./read-filling.ts";
import { type Positions, readPositions } from "./read-positions.ts";
import { rebuildRollUps } from "./rebuild-roll-ups.ts";
import type { RollUp } from "./roll-ups.ts";

/** A roll-up that lacks more facts than this is rebuilt, as they might not fit into one block. */
const maxLevelRows = 1_000_000;

/**
 * Makes each roll-up agree with the fact table again, after a crash between a batch's part in the
 * one and its part in the other: what is missing is added as one block, and a roll-up that is
 * ahead, or far behind, is rebuilt beside and exchanged. Nothing else may write meanwhile.
 *
 * @param lock the connection that holds the lock.
 * @param expiresAtMs when the server must refuse to add what is missing, on its clock, in milliseconds
 * since 1970.
 * @returns the tables that were mended.
 */
export async function levelRollUps(
  client: ClickHouseClient,
  lock: Client,
  rollUps: readonly RollUp[],
  positions: Positions,
  expiresAtMs: number,
  signal: AbortSignal,
): Promise<string[]> {
  const mended: string[] = [];
  for (const rollUp of rollUps) {
    const position = positions.rollUps.get(rollUp.table);
    if (!position) throw new Error(`${rollUp.table} has no position`);
    const difference = comparePositions(position, positions.sale);
    if (difference === 0) continue;
    const isSlightlyBehind = difference < 0 && (await countAfter(client, position)) <= maxLevelRows;
    if (isSlightlyBehind) await addMissing(client, rollUp, position, expiresAtMs);
    else await rebuildRollUps(client, lock, [rollUp.table], signal);
    mended.push(`${rollUp.table} at ${formatPosition(position)}`);
  }
  if (mended.length > 0) {
    const after = await readPositions(client, rollUps);
    for (const { table } of rollUps) {
      const position = after.rollUps.get(table);
      if (!position || comparePositions(position, positions.sale) !== 0) {
        throw new Error(`${table} could not be made level with the facts`);
      }
    }
  }
  return mended;
}

const after = ({ epoch, xid, id }: Position) => `(epoch, xid, id) > (${epoch}, ${xid}, ${id})`;

async function countAfter(client: ClickHouseClient, position: Position): Promise<number> {
  const answer = await client.query({
    query: `SELECT count() FROM ${factTable} WHERE ${after(position)}`,
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
  const inTime = `throwIf(now64(3) > fromUnixTimestamp64Milli(${expiresAtMs}), 'the rows arrived too late') = 0`;
  const where = `${after(position)} AND ${inTime}`;
  const filling = await readFilling(client, table, { fact: factTable, where });
  await client.command({
    query: `INSERT INTO ${table} ${filling}`,
    clickhouse_settings: {
      max_threads: 1,
      max_block_size: String(2 * maxLevelRows),
      min_insert_block_size_rows: String(2 * maxLevelRows),
      min_insert_block_size_bytes: "0",
    },
  });
}
