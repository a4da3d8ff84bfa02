import { alreadyExists } from "@backroom/kit";
import type { ConnectError } from "@connectrpc/connect";
import type { ClientBase, Pool } from "pg";
import { rowToSale, type SaleInit, type SaleRow, saleColumns, saleTables } from "./to-sale.ts";

/** A row of the ledger that was recorded with an idempotency key. */
export interface Recalled {
  readonly sale: SaleInit;
  readonly requestHash: Buffer;
  readonly reservationId: string | undefined;
}

type Row = SaleRow & {
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
  readonly reservation_id: string | null;
};

/** Finds what was recorded with idempotency keys, by key. */
export async function recallSales(
  connection: Pool | ClientBase,
  keys: readonly string[],
): Promise<Map<string, Recalled>> {
  const { rows } = await connection.query<Row>({
    name: "recall_sales",
    text: `select ${saleColumns}, s.request_hash, s.reservation_id from ${saleTables}
      where s.idempotency_key = any($1::text[])`,
    values: [keys],
  });
  return new Map(
    rows.map((row) => [
      row.idempotency_key,
      {
        sale: rowToSale(row),
        requestHash: row.request_hash,
        reservationId: row.reservation_id ?? undefined,
      },
    ]),
  );
}

/** Says that an idempotency key belongs to another request. */
export function keyUsed(): ConnectError {
  return alreadyExists("idempotency_key", "was used before with another request");
}
