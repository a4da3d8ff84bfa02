/**
 * A place in the ledger in the order of its commits: every row with a lower position had been
 * committed, or never will be, when a row of this one could first be read. The epoch grows when the
 * database was restored to another server, whose transaction ids begin anew.
 */
export interface Position {
  readonly epoch: number;
  readonly xid: bigint;
  readonly id: bigint;
}

/** Before every row. */
export const beginning: Position = { epoch: 0, xid: 0n, id: 0n };

/** Compares two positions: negative when the first comes earlier, zero when they are the same. */
export function comparePositions(left: Position, right: Position): number {
  if (left.epoch !== right.epoch) return left.epoch - right.epoch;
  if (left.xid !== right.xid) return left.xid < right.xid ? -1 : 1;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

/** Prints a position, for logs. */
export function formatPosition({ epoch, xid, id }: Position): string {
  return `${epoch}:${xid}:${id}`;
}

/** Writes a position as a row of PostgreSQL, to compare (epoch, xid, id) with. */
export function positionToSql({ epoch, xid, id }: Position): string {
  return `(${epoch}, '${xid}'::xid8, ${id})`;
}
