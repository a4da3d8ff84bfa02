import type { Client } from "pg";

/** The products that are sold, the first of the catalogue; half of all sales are of a tenth of them. */
export const soldProducts = 20_000;

/** The channels, from the most to the least used. */
export const channels = ["web", "amazon", "walmart", "till", "phone"];

/** The first day of sales, and how many days there are. */
export const firstDay = "2023-01-01";
export const dayCount = 1_096;

/**
 * Adds made-up sales to an empty ledger, over three years: three in a hundred are refunds, one in
 * a hundred thousand a void. Indices and foreign keys are made anew at the end, which is much
 * quicker than row by row.
 *
 * @param client in the role that owns the schema `sales`.
 * @param products how many there are.
 */
export async function fillLedger(client: Client, count: number, products: number): Promise<void> {
  const { rows: indices } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'sales.sale'::regclass and not i.indisprimary
     order by c.relname <> 'sale_position'`, // Whoever follows the ledger looks for news by this one.
  );
  const { rows: keys } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = 'sales.sale'::regclass and contype = 'f'`,
  );
  for (const { name } of keys) await client.query(`alter table sales.sale drop constraint ${name}`);
  for (const { name } of indices) await client.query(`drop index sales.${name}`);
  await client.query(
    `insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
      order_ref, refund_of, moves_stock, recorded_by)
    select kind, product_id, channel, sign * quantity, price, sign * quantity * price, sale_date,
      case when n % 3 = 0 then 'order-' || n / 3 end, case when kind = 'VOID' then n - 1 end, false, 'bench'
    from (
      select n, 1 + h % (case when h % 2 = 0 then greatest(1, $2::int / 10) else $2::int end) as product_id,
        ($3::text[])[1 + floor(5 * power((h / 7 % 1000) / 1000.0, 2))::int] as channel,
        1 + h / 11 % 4 as quantity, (100 + h / 13 % 9900) / 100.0 as price,
        $4::timestamptz + ($5::int * (n / $1::float8)) * interval '1 day' as sale_date,
        case when n % 100000 = 0 then 'VOID' when h / 17 % 100 < 3 then 'REFUND' else 'SALE' end as kind,
        case when n % 100000 = 0 or h / 17 % 100 < 3 then -1 else 1 end as sign
      from (
        select n, (n * 2654435761) % 4294967291 as h from generate_series(1, $1::bigint) n
      ) numbered
    ) made`,
    [count, Math.min(products, soldProducts), channels, firstDay, dayCount],
  );
  await client.query("set maintenance_work_mem = '512MB'");
  for (const { definition } of indices) await client.query(definition);
  for (const { name, definition } of keys) {
    await client.query(`alter table sales.sale add constraint ${name} ${definition}`);
  }
  await client.query("vacuum analyze sales.sale");
}
