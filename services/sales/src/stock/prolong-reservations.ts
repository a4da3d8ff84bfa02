import { createContext } from "@backroom/kit";
import {
  ProlongReservationsRequestSchema,
  StockService,
} from "@backroom/proto/inventory/v1/stock_pb";
import { create } from "@bufbuild/protobuf";
import type { Deps } from "../deps.ts";
import { readPosition } from "./read-position.ts";

const maxRows = 1_000;

// Rows are read as soon as they are committed, also where the follower has to wait for an older
// transaction: that wait is why their reservations may end too soon.
const text = `
select epoch, xid, id, reservation_id from sales.sale
where (epoch, xid, id) > ($1::integer, $2::xid8, $3::bigint)
  and reservation_id is not null and recorded_at < clock_timestamp() - interval '2 minutes'
order by epoch, xid, id
limit ${maxRows}`;

interface Row {
  readonly epoch: number;
  readonly xid: string;
  readonly id: string;
  readonly reservation_id: string;
}

/**
 * Prolongs the reservations of sales that were made minutes ago and that the stock has not followed
 * yet, or others could buy the same pieces once 15 minutes have passed. To be done every few
 * minutes.
 */
export async function prolongReservations(
  { inventory, pool }: Pick<Deps, "inventory" | "pool">,
  signal: AbortSignal,
): Promise<void> {
  const { epoch, xid, id } = await readPosition(pool);
  let after: readonly unknown[] = [epoch, xid, id];
  while (!signal.aborted) {
    const { rows } = await pool.query<Row>(text, [...after]);
    const last = rows.at(-1);
    if (!last) return;
    const reservationIds = rows.map((row) => row.reservation_id);
    const context = createContext({ caller: { name: "sales" }, signal });
    const request = create(ProlongReservationsRequestSchema, { reservationIds });
    await inventory.unary(StockService.method.prolongReservations, request, context);
    if (rows.length < maxRows) return;
    after = [last.epoch, last.xid, last.id];
  }
}
