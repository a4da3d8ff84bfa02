import type { ClickHouseClient } from "@clickhouse/client";
import { comparePositions, formatPosition, type Position } from "../ledger/position.ts";
import type { Difference } from "./difference.ts";
import { factTable } from "./feeds.ts";
import { countRepeatedBatches, type Positions } from "./read-positions.ts";
import type { Survey } from "./survey-ledger.ts";

/**
 * Looks for what would make it wrong to go on from the mirror's positions: batches that arrived
 * twice, facts after the last watermark, and positions that the ledger has not reached.
 */
export async function assessDamage(
  client: ClickHouseClient,
  positions: Positions,
  survey: Survey,
): Promise<Difference[]> {
  const damage: Difference[] = [];
  const repeated = await countRepeatedBatches(client, positions.sale);
  if (repeated > 0) {
    const found = `${repeated} batches more than once`;
    damage.push({ table: factTable, place: "", expected: "each batch once", found });
  }
  const beyond = await countBeyond(client, positions.sale);
  if (beyond > 0) {
    const expected = `no row after the watermark ${formatPosition(positions.sale)}`;
    damage.push({ table: factTable, place: "", expected, found: `${beyond} rows` });
  }
  const { heads, epoch, oldestXid } = survey;
  const reached = { epoch, xid: oldestXid, id: 0n };
  const tables = [
    [factTable, positions.sale, heads.sale],
    // Of the catalogue's copy the last change may still be withheld when one before it was mirrored.
    ["product", positions.product, reached],
    ["category", positions.category, reached],
  ] as const;
  for (const [table, position, limit] of tables) {
    if (comparePositions(position, limit) <= 0) continue;
    const expected = `up to ${formatPosition(limit)}`;
    damage.push({ table, place: "", expected, found: formatPosition(position) });
  }
  return damage;
}

/** Counts the facts after the last watermark. */
async function countBeyond(
  client: ClickHouseClient,
  { epoch, xid, id }: Position,
): Promise<number> {
  const answer = await client.query({
    query: `SELECT count() FROM ${factTable} WHERE (epoch, xid, id) > ({epoch:UInt16}, {xid:UInt64}, {id:UInt64})`,
    query_params: { epoch, xid, id },
    format: "JSONCompactEachRow",
  });
  const [row] = await answer.json<[string]>();
  return Number(row?.[0] ?? 0);
}
