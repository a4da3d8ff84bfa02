import { buffer } from "node:stream/consumers";
import type { Client } from "pg";
import copy from "pg-copy-streams";
import { type Position, positionToSql } from "../ledger/position.ts";
import type { Feed } from "./feeds.ts";

/** Rows as PostgreSQL copied them out: text that ClickHouse reads as it is. */
export interface Batch {
  readonly feed: Feed;
  /** Lines of tab-separated text; empty when there was nothing to read. */
  readonly lines: Buffer;
  readonly rowCount: number;
  /** The position of the last row, or where the reading began when there is none. */
  readonly last: Position;
  /** When the reading began, on the clock of performance.now(); the connection held the lock then. */
  readonly readAtMs: number;
}

const newline = 10;

/**
 * Reads the rows after one position and up to another, which a survey of the ledger has found to be
 * final, in the order of their commits.
 */
export async function readBatch(
  client: Client,
  feed: Feed,
  after: Position,
  upTo: Position,
  maxRows: number,
): Promise<Batch> {
  const readAtMs = performance.now();
  const query = `select ${feed.expressions.join(", ")} from sales.${feed.name}
    where (epoch, xid, id) > ${positionToSql(after)} and (epoch, xid, id) <= ${positionToSql(upTo)}
    order by epoch, xid, id limit ${maxRows}`;
  const stream = client.query(copy.to(`copy (${query}) to stdout`));
  const lines = await buffer(stream);
  if (lines.length === 0) return { feed, lines, rowCount: 0, last: after, readAtMs };
  const lastLine = lines.subarray(lines.lastIndexOf(newline, -2) + 1, -1).toString();
  const fields = lastLine.split("\t");
  const [id, epoch, xid] = [fields[0], fields.at(-2), fields.at(-1)];
  if (!id || !epoch || !xid) throw new Error(`PostgreSQL copied out a line without a position`);
  return {
    feed,
    lines,
    rowCount: stream.rowCount,
    last: { epoch: Number(epoch), xid: BigInt(xid), id: BigInt(id) },
    readAtMs,
  };
}
