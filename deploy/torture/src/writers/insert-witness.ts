import type { Connection } from "./connection.ts";
import { type WitnessSale, witnessChannel } from "./witness.ts";

const insert = `insert into sales.sale
    (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, order_ref, recorded_by)
  values ('SALE', 1 + $1::int % 3, $3, 1, $1::int, $1::int, now() - ($1::int % 500) * interval '7 hours', $2, 'torture')`;

/** Records a sale of the witness straight in the ledger. */
export async function insertWitness(
  connection: Connection,
  { k, ref }: WitnessSale,
  signal: AbortSignal,
): Promise<void> {
  const client = await connection.get(signal);
  try {
    await client.query(insert, [k, ref, witnessChannel]);
  } catch (error) {
    connection.drop();
    throw error;
  }
}
