/**
 * A small ledger, with what the worked queries are about: prices that rise, discounts, refunds, voids,
 * products that begin late, that are no longer sold, and that never were. The view `fact` says plainly
 * what a row is; `item_of_test` is what lies on the shelf.
 */
export const ledger = `
  insert into sales.category (id, name, updated_at)
    values (1, 'Toys', now()), (2, 'Kitchen', now()), (3, 'Garden', now());
  insert into sales.product (id, sku, name, category_id, price, version)
    select i, 'SKU-' || i, 'Product ' || i, (i - 1) % 3 + 1, 5 + 7 * i, 1 from generate_series(1, 9) i;
  insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, recorded_by)
    select 'SALE', product_id, (array['web', 'shop', 'default'])[1 + n % 3], quantity, price,
      quantity * price - case when n % 5 = 0 then 0.55 else 0 end, sold_at, 'test'
    from (
      select n, 1 + n % 4 as quantity, timestamptz '2025-01-01 00:07Z' + n * interval '211 minutes' as sold_at,
        case when n % 11 = 0 and n > 2000 then 6 when n % 13 = 0 and n < 1500 then 7 else 1 + n * n % 5 end as product_id
      from generate_series(1, 3000) n
    ) sold, lateral (select 5 + 7.25 * product_id + (n / 900) * 0.5 as price) priced;
  insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, refund_of, recorded_by)
    select 'REFUND', product_id, channel, -1, unit_price, -unit_price + 0.55, sale_date + interval '5 days 3 hours', id, 'test'
    from sales.sale where kind = 'SALE' and id % 17 = 0;
  insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, recorded_by)
    values ('SALE', 1, 'web', 1, 999, 999, '2025-06-01 12:00Z', 'a slip of the test');
  insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, refund_of, recorded_by)
    select 'VOID', product_id, channel, -quantity, unit_price, -total_amount, sale_date, id, 'test'
    from sales.sale where kind = 'SALE' and (id % 97 = 1 or unit_price = 999);
  create table sales.item_of_test as
    select * from (values (1, 'web', 40), (2, 'shop', 3), (3, 'default', -2), (4, 'web', 5), (5, 'default', 4),
      (6, 'web', 4), (7, 'shop', 12), (8, 'web', 7), (9, 'shop', 0)) item (id, channel, quantity);
  create view sales.fact as
    select s.id, s.refund_of, s.product_id, p.name, c.name as category, s.channel, s.kind, s.quantity, s.unit_price,
      s.total_amount as amount, (s.sale_date at time zone 'UTC')::date as day,
      s.sale_date at time zone 'Europe/Berlin' as berlin,
      case s.kind when 'SALE' then 1 when 'VOID' then -1 else 0 end as sales
    from sales.sale s join sales.product p on p.id = s.product_id join sales.category c on c.id = p.category_id;
  create view sales.first_sold as
    select distinct on (product_id) product_id, day, channel
    from (select product_id, day, channel from sales.fact group by 1, 2, 3 having sum(sales) > 0) sold
    order by product_id, day, channel;
`;

const recent = (days: number) => `day > (select max(day) from fact) - ${days}`;

/** The worked queries as PostgreSQL answers them from the ledger, every value as text. */
export const sameQuestions: Readonly<Record<string, string>> = {
  "01-revenue-by-month-and-channel.sql": `
    select date_trunc('month', day)::date::text, channel, sum(amount)::text, sum(quantity)::text,
      round(sum(amount) / sum(sales), 2)::text
    from fact group by date_trunc('month', day), channel order by date_trunc('month', day), channel`,
  "02-channel-cohorts.sql": `
    select date_trunc('month', first_sold.day)::date::text, first_sold.channel,
      (12 * extract(year from f.day) + extract(month from f.day)
        - 12 * extract(year from first_sold.day) - extract(month from first_sold.day))::int::text as later,
      count(distinct product_id)::text, sum(amount)::text,
      coalesce(sum(amount) filter (where f.channel <> first_sold.channel), 0)::text
    from fact f join first_sold using (product_id)
    group by 1, 2, 3 order by 1, 2, max(f.day)`,
  "03-abc-analysis.sql": `
    with product as (
      select product_id, min(name) as name, sum(amount) as revenue from fact where ${recent(365)}
      group by product_id having sum(amount) > 0
    ), ranked as (
      select *, sum(revenue) over (order by revenue desc, product_id) as cumulative, sum(revenue) over () as total
      from product
    )
    select product_id::text, name, revenue::text, round(100 * revenue / total, 1)::text, cumulative::text,
      case when cumulative - revenue < 0.8 * total then 'A' when cumulative - revenue < 0.95 * total then 'B' else 'C' end
    from ranked order by revenue desc, product_id`,
  "04-days-of-cover.sql": `
    select i.id::text, p.name, i.quantity::text, coalesce(sold.units, 0)::text,
      case when sold.units > 0 then round(28.0 * i.quantity / sold.units, 1) end::text
    from item_of_test i join sales.product p on p.id = i.id
    left join (select product_id, sum(quantity) as units from fact where ${recent(28)} group by 1) sold
      on sold.product_id = i.id
    order by case when sold.units > 0 then round(28.0 * i.quantity / sold.units, 1) end nulls last, i.id`,
  "05-price-changes.sql": `
    select product_id::text, name, day::text, before::text, price::text, round(100 * (price / before - 1), 1)::text
    from (
      select product_id, min(name) as name, day, max(unit_price) as price,
        lag(max(unit_price)) over (partition by product_id order by day) as before
      from fact where kind = 'SALE'
        and not exists (select from fact undone where undone.kind = 'VOID' and undone.refund_of = fact.id)
      group by product_id, day
    ) priced where price <> before order by priced.day desc, priced.product_id`,
  "06-refund-rate-by-category.sql": `
    select category, sum(amount) filter (where kind <> 'REFUND')::text,
      (-sum(amount) filter (where kind = 'REFUND'))::text,
      round(-100 * sum(amount) filter (where kind = 'REFUND') / sum(amount) filter (where kind <> 'REFUND'), 2)::text
    from fact group by category
    order by sum(amount) filter (where kind = 'REFUND') / sum(amount) filter (where kind <> 'REFUND'), category`,
  "07-weekday-and-hour.sql": `
    select extract(isodow from berlin)::text, extract(hour from berlin)::text, sum(amount)::text, sum(sales)::text
    from fact group by extract(isodow from berlin), extract(hour from berlin)
    order by extract(isodow from berlin), extract(hour from berlin)`,
  "08-moving-average-and-year-over-year.sql": `
    with by_day as (select berlin::date as day, sum(amount) as revenue from fact group by 1), averaged as (
      select day, revenue,
        trunc(sum(revenue) over (order by day range between '6 days' preceding and current row) / 7, 4) as average,
        trunc(coalesce(sum(revenue) over (order by day range between '370 days' preceding and '364 days' preceding), 0) / 7, 4) as before
      from by_day
    )
    select day::text, revenue::text, average::text, before::text,
      case when before > 0 then round(100 * (average / before - 1), 1) end::text
    from averaged order by averaged.day desc limit 90`,
  "09-dead-stock.sql": `
    select i.id::text, p.name, i.quantity::text, (i.quantity * p.price)::text, last_sold.day::text
    from item_of_test i join sales.product p on p.id = i.id
    left join (
      select product_id, max(day) as day
      from (select product_id, day, channel from fact group by 1, 2, 3 having sum(sales) > 0) sold group by 1
    ) last_sold on last_sold.product_id = i.id
    where i.quantity > 0 and coalesce(last_sold.day, '1970-01-01') <= (select max(day) from fact) - 90
    order by i.quantity * p.price desc, i.id`,
  "10-new-and-established-products.sql": `
    select date_trunc('month', f.day)::date::text,
      coalesce(sum(amount) filter (where f.day < first_sold.day + 90), 0)::text,
      coalesce(sum(amount) filter (where f.day >= first_sold.day + 90), 0)::text,
      count(distinct product_id) filter (where f.day < first_sold.day + 90)::text
    from fact f join first_sold using (product_id) group by 1 order by 1`,
  "11-best-day-of-each-channel.sql": `
    select channel, day::text, revenue::text from (
      select distinct on (channel) channel, berlin::date as day, sum(amount) as revenue
      from fact group by channel, berlin::date order by channel, sum(amount) desc, berlin::date
    ) best order by best.revenue desc, channel`,
  "12-low-stock-and-what-it-may-cost.sql": `
    select i.id::text, p.name, i.channel, i.quantity::text, '5', coalesce(sold.units, 0)::text,
      greatest(0, coalesce(sold.units, 0) / 2.0 - greatest(i.quantity, 0))::text,
      coalesce(round(greatest(0, sold.units / 2.0 - greatest(i.quantity, 0)) * sold.revenue / nullif(sold.units, 0), 2), 0)::text
    from item_of_test i join sales.product p on p.id = i.id
    left join (
      select product_id, case when exists (
          select from item_of_test own where own.id = fact.product_id and own.channel = fact.channel
        ) then channel else 'default' end as channel, sum(quantity) as units, sum(amount) as revenue
      from fact where ${recent(28)} group by 1, 2
    ) sold on sold.product_id = i.id and sold.channel = i.channel
    where i.quantity <= 5
    order by coalesce(round(greatest(0, sold.units / 2.0 - greatest(i.quantity, 0)) * sold.revenue / nullif(sold.units, 0), 2), 0) desc,
      i.id, i.channel`,
};
