/**
 * The statement that adds the entries of some hours to the ledger. Every choice is made by a hash of
 * the entry's number, so that the same numbers always give the same ledger.
 *
 * Parameters: first instants of the hours; first entry and number of entries of each; ids of the
 * products; up to which share of the entries each is sold; its price in cents; the channels; up to
 * which share each is sold on; the seed.
 */
export const addEntries = `
insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
  moves_stock, recorded_at, recorded_by)
select case when is_refund then 'REFUND' else 'SALE' end, product_id, channel,
  case when is_refund then -quantity else quantity end,
  cents * 0.01, cents * 0.01 * case when is_refund then -quantity else quantity end,
  sold_at, false, sold_at, 'bench'
from (
  select mix >> 20 & 1023 < 41 as is_refund,
    ($4::bigint[])[place] as product_id,
    ($7::text[])[width_bucket((mix & 1023) / 1024.0::float8, $8::float8[]) + 1] as channel,
    1 + (mix >> 10 & 1)::int * (mix >> 11 & 3)::int as quantity,
    -- One in eight is sold at 10 % less.
    ($6::bigint[])[place] - case when mix >> 13 & 7 = 0 then ($6::bigint[])[place] / 10 else 0 end as cents,
    hour_start + (hashint8extended(n, 1 - $9::bigint) & 4194303) % 3600000 * interval '1 ms' as sold_at
  from unnest($1::timestamptz[], $2::bigint[], $3::bigint[]) as hour (hour_start, first, entries),
    generate_series(first, first + entries - 1) as n,
    hashint8extended(n, $9::bigint) as mix,
    lateral (
      select width_bucket((mix >> 32 & 16777215) / 16777216.0::float8, $5::float8[]) + 1 as place offset 0
    ) as sold
) as entry`;

/** The statement that takes back one of so many sales of the rows after an id, as entered by mistake. */
export const addVoids = `
insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date,
  refund_of, moves_stock, recorded_at, recorded_by)
select 'VOID', product_id, channel, -quantity, unit_price, -total_amount, sale_date, id, false,
  recorded_at, 'bench'
from sales.sale where id > $1 and kind = 'SALE' and id % 2500 = 0`;
