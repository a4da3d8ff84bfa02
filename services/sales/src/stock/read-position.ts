import type { ClientBase, Pool } from "pg";
import { beginning, type Position } from "../ledger/position.ts";

/** Reads up to where in the ledger the inventory was told. */
export async function readPosition(connection: ClientBase | Pool): Promise<Position> {
  const { rows } = await connection.query<{ epoch: number; xid: string; id: string }>(
    "select epoch, xid, id from sales.stock_position",
  );
  const [row] = rows;
  return row ? { epoch: row.epoch, xid: BigInt(row.xid), id: BigInt(row.id) } : beginning;
}
