import { buffer } from "node:stream/consumers";
import type { ClickHouseClient } from "@clickhouse/client";
import type { Client } from "pg";
import copy from "pg-copy-streams";
import { type Position, positionToSql } from "../ledger/position.ts";
import type { Feed } from "./feeds.ts";
import { writeBatch } from "./write-batch.ts";

/**
 * Copies the products or categories after a position as they are now, although transactions that
 * were open may still put others before them. They go in without a position, so that they are
 * copied again in their turn, and what is copied then supersedes them. A product that was changed
 * a moment ago is thus not missing from a table that is filled anew.
 */
export async function copyWithheld(
  client: Client,
  clickhouse: ClickHouseClient,
  feed: Feed,
  after: Position,
  signal: AbortSignal,
): Promise<void> {
  const expressions = [...feed.expressions.slice(0, -2), "0", "0"];
  const query = `select ${expressions.join(", ")} from sales.${feed.name}
    where (epoch, xid, id) > ${positionToSql(after)}`;
  const readAtMs = performance.now();
  const stream = client.query(copy.to(`copy (${query}) to stdout`));
  const lines = await buffer(stream);
  if (lines.length === 0) return;
  const batch = { feed, lines, rowCount: stream.rowCount, last: after, readAtMs };
  await writeBatch(clickhouse, batch, undefined, signal);
}
