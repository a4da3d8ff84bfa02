import { parseDecimal } from "@backroom/kit";
import type { ClientBase, Pool } from "pg";
import type { NewSale, Outcome } from "./new-sale.ts";

// Rows go in by key, so that two batches with the same keys wait for each other and never in a
// circle. Ids are drawn beforehand because RETURNING cannot say which input a row came from. A SKU
// that has just moved from one product to another may be on both for a moment: it counts as unknown.
const text = `
with input as materialized (
  select nextval('sales.sale_id_seq') as id, u.*, p.id as found_id, p.sku as found_sku,
    p.name as product_name, p.category_id,
    coalesce(u.price, p.price) as unit_price,
    coalesce(u.total, coalesce(u.price, p.price) * u.quantity) as total_amount
  from unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::numeric[], $6::numeric[],
      $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::boolean[], $12::uuid[], $13::text[])
    with ordinality as u (product_id, given_sku, channel, quantity, price, total,
      sale_date, order_ref, idempotency_key, request_hash, moves_stock, reservation_id, recorded_by, ord)
  left join sales.product p on p.id = coalesce(u.product_id,
    (select min(s.id) from sales.product s where s.sku = u.given_sku having count(*) = 1))
), made as (
  insert into sales.sale (id, kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
    order_ref, idempotency_key, request_hash, moves_stock, reservation_id, recorded_by)
  overriding system value
  select id, 'SALE', found_id, channel, quantity, unit_price, total_amount, sale_date,
    order_ref, idempotency_key, decode(request_hash, 'base64'), moves_stock, reservation_id, recorded_by
  from input
  where found_id is not null and total_amount < 1e14
  order by idempotency_key collate "C" nulls first, ord
  on conflict (idempotency_key) where idempotency_key is not null do nothing
  returning id, round(date_part('epoch', recorded_at) * 1000) as recorded_at_ms
)
select made.id, i.found_id, i.total_amount < 1e14, i.found_sku, i.product_name, i.category_id, c.name,
  i.unit_price, i.total_amount, made.recorded_at_ms
from input i
left join made on made.id = i.id
left join sales.category c on c.id = i.category_id
order by i.ord`;

type Row = [
  id: string | null,
  productId: string | null,
  fits: boolean | null,
  sku: string | null,
  productName: string,
  categoryId: string,
  category: string,
  price: string,
  totalAmount: string,
  recordedAtMs: number,
];

/** Adds sales to the ledger in one statement, and answers what became of each, in order. */
export async function insertSales(
  connection: Pool | ClientBase,
  sales: readonly NewSale[],
): Promise<Outcome[]> {
  const { rows } = await connection.query<Row>({
    name: "insert_sales",
    text,
    rowMode: "array",
    values: [
      sales.map((sale) => sale.productId),
      sales.map((sale) => sale.sku),
      sales.map((sale) => sale.channel),
      sales.map((sale) => sale.quantity),
      sales.map((sale) => toNumeric(sale.price)),
      sales.map((sale) => toNumeric(sale.totalAmount)),
      sales.map((sale) => new Date(sale.saleDateMs).toISOString()),
      sales.map((sale) => sale.orderRef),
      sales.map((sale) => sale.idempotencyKey),
      sales.map((sale) => sale.requestHash?.toString("base64")),
      sales.map((sale) => sale.movesStock),
      sales.map((sale) => sale.reservationId),
      sales.map((sale) => sale.recordedBy),
    ],
  });
  return rows.map(readOutcome);
}

/** Prints ten-thousandths as PostgreSQL reads them. */
function toNumeric(units: bigint | undefined): string | undefined {
  return units === undefined ? undefined : `${units}e-4`;
}

/** Reads what became of one sale. */
function readOutcome(row: Row): Outcome {
  const [id, productId, fits, sku, productName, categoryId, category, price, total, recordedAtMs] =
    row;
  if (productId === null) return "unknown product";
  if (!fits) return "too large";
  if (id === null) return "key taken";
  return {
    id: BigInt(id),
    productId: BigInt(productId),
    sku: sku ?? undefined,
    productName,
    categoryId: BigInt(categoryId),
    category,
    price: parseDecimal(price),
    totalAmount: parseDecimal(total),
    recordedAtMs,
  };
}
