import { Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import type { MovementSchema } from "@backroom/proto/inventory/v1/stock_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type pg from "pg";
import type { Position } from "../ledger/position.ts";

/** The most rows of one step, and so of one call to the inventory. */
export const maxRows = 500;

interface Row {
  readonly epoch: number;
  readonly xid: string;
  readonly id: string;
  readonly kind: "SALE" | "REFUND" | "VOID";
  readonly product_id: string;
  readonly channel: string;
  readonly quantity: number;
  readonly moves_stock: boolean;
  readonly reservation_id: string | null;
  readonly refund_of: string | null;
  readonly recorded_by: string;
  readonly recorded_at_ms: number;
}

/** Some rows of the ledger that come next in the order of commits. */
export interface LedgerStep {
  readonly rows: readonly Row[];
  /** The position of the last row; undefined when there is none. */
  readonly last: Position | undefined;
  /** When the first row was recorded, in milliseconds since 1970; undefined when there is none. */
  readonly oldestMs: number | undefined;
}

// A transaction below xmin has ended, so no row can appear any more before those read here.
const text = `
select epoch, xid, id, kind, product_id, channel, quantity, moves_stock, reservation_id, refund_of,
  recorded_by,
  round(date_part('epoch', recorded_at) * 1000) as recorded_at_ms
from sales.sale
where (epoch, xid, id) > ($1::integer, $2::xid8, $3::bigint)
  and (epoch < $4::integer or xid < pg_snapshot_xmin(pg_current_snapshot()))
order by epoch, xid, id
limit ${maxRows}`;

/** Reads the next rows after a position, none of which another commit can still come before. */
export async function readStep(
  client: pg.ClientBase,
  after: Position,
  epoch: number,
): Promise<LedgerStep> {
  const { rows } = await client.query<Row>({
    name: "read_step",
    text,
    values: [after.epoch, after.xid, after.id, epoch],
  });
  const last = rows.at(-1);
  return {
    rows,
    last: last && { epoch: last.epoch, xid: BigInt(last.xid), id: BigInt(last.id) },
    oldestMs: rows[0]?.recorded_at_ms,
  };
}

/** Makes the movements of a step: what is sold leaves the shelf, what is given back returns. */
export function toMovements({ rows }: LedgerStep): MessageInitShape<typeof MovementSchema>[] {
  return rows
    .filter((row) => row.moves_stock && row.quantity !== 0)
    .map((row) => ({
      saleId: BigInt(row.id),
      productId: BigInt(row.product_id),
      channel: row.channel,
      changeQty: BigInt(-row.quantity),
      reason: Reason[row.kind],
      actor: row.recorded_by,
      reservationId: row.reservation_id ?? undefined,
      refundOf: row.refund_of === null ? undefined : BigInt(row.refund_of),
    }));
}
