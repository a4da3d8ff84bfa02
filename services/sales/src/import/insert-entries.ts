import { formatDecimal } from "@backroom/kit";
import type { ClientBase } from "pg";
import type { PlannedEntry } from "./plan-chunk.ts";

const text = `
insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
  order_ref, idempotency_key, request_hash, moves_stock, recorded_by)
select kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
  order_ref, idempotency_key, decode(request_hash, 'base64'), moves_stock, $12
from unnest($1::text[], $2::bigint[], $3::text[], $4::integer[], $5::numeric[], $6::numeric[],
    $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::boolean[])
  with ordinality as u (kind, product_id, channel, quantity, unit_price, total_amount,
    sale_date, order_ref, idempotency_key, request_hash, moves_stock, place)
order by place
on conflict (idempotency_key) where idempotency_key is not null do nothing`;

/**
 * Adds entries to the ledger in the order given, passing over those whose idempotency key is taken,
 * and answers how many it added.
 */
export async function insertEntries(
  client: ClientBase,
  entries: readonly PlannedEntry[],
  recordedBy: string,
): Promise<number> {
  const { rowCount } = await client.query({
    name: "insert_entries",
    text,
    values: [
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.productId),
      entries.map((entry) => entry.channel),
      entries.map((entry) => entry.quantity),
      entries.map((entry) => formatDecimal(entry.unitPrice)),
      entries.map((entry) => formatDecimal(entry.totalAmount)),
      entries.map((entry) => new Date(entry.saleDateMs).toISOString()),
      entries.map((entry) => entry.orderRef),
      entries.map((entry) => entry.idempotencyKey),
      entries.map((entry) => entry.requestHash?.toString("base64")),
      entries.map((entry) => entry.movesStock),
      recordedBy,
    ],
  });
  return rowCount ?? 0;
}
