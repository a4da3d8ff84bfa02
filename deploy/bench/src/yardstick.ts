import { createClient } from "@clickhouse/client";
import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";

/** Where the yardstick finds the stores of the Backroom it is compared with. */
export interface YardstickStores {
  /** PostgreSQL in the role of the catalogue. */
  readonly catalogUrl: string;
  /** PostgreSQL in the role of the sales service. */
  readonly salesUrl: string;
  readonly clickhouseUrl: string;
}

const columns = `p.id, p.name, p.description, p.price, p.category_id, k.name as category, p.sku,
  p.archived, p.version, p.created_at, p.updated_at`;
const products = "from product p join category k on k.id = p.category_id";
const recordSale = `insert into yardstick_sale
  (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, recorded_by)
  select 'SALE', id, $2, $3::integer, coalesce($5::numeric / $3::integer, price),
    coalesce($5::numeric, price * $3::integer), $4, 'yardstick'
  from product where id = $1
  returning *`;
const revenue = `select date_trunc('month', sale_date, 'UTC')::date::text as period,
  sum(total_amount) as revenue, sum(total_amount) filter (where kind <> 'REFUND') as gross,
  coalesce(sum(total_amount) filter (where kind = 'REFUND'), 0) as refunds, sum(quantity) as units,
  count(*) filter (where kind = 'SALE') - count(*) filter (where kind = 'VOID') as sales
  from sale where sale_date >= $1::date and sale_date < $2::date + 1 group by 1 order by 1`;
const rawRevenue = `select toStartOfMonth(day) as period, sum(amount),
  sumIf(amount, kind != 'REFUND'), sumIf(amount, kind = 'REFUND'), sum(units),
  sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID') from revenue_by_day
  where day >= {start:Date} and day <= {end:Date} group by period order by period`;

interface RevenueQuery {
  start_date: string;
  end_date: string;
}

/**
 * Makes the yardstick: what somebody writes in an afternoon who wants nothing but speed. No keys,
 * no validation, no errors, no limits: a Fastify handler for each path with the same SQL on the
 * same tables. Sales go to a table of its own that is made like the ledger.
 */
export async function createYardstick(stores: YardstickStores): Promise<FastifyInstance> {
  const catalog = new pg.Pool({ connectionString: stores.catalogUrl, max: 10 });
  const sales = new pg.Pool({ connectionString: stores.salesUrl, max: 10 });
  const clickhouse = createClient({ url: stores.clickhouseUrl });
  await sales.query("create table if not exists yardstick_sale (like sale including all)");
  const app = Fastify();

  app.get<{ Params: { id: string } }>("/products/:id", async ({ params }) => {
    const text = `select ${columns} ${products} where p.id = $1`;
    const { rows } = await catalog.query({ name: "get", text, values: [params.id] });
    return rows[0];
  });
  app.get<{ Querystring: { limit: string } }>("/products", async ({ query }) => {
    const text = `select ${columns}, (select count(*) from product where not archived) as total
      ${products} where not p.archived order by p.id limit $1`;
    const { rows } = await catalog.query({ name: "list", text, values: [query.limit] });
    return { items: rows, total: rows[0]?.total };
  });
  app.post<{ Body: Record<string, unknown> }>("/sales", async ({ body }) => {
    const { product_id, channel, quantity, sale_date, total_amount } = body;
    const values = [product_id, channel, quantity, sale_date, total_amount];
    const { rows } = await sales.query({ name: "record", text: recordSale, values });
    return rows[0];
  });
  app.get<{ Querystring: RevenueQuery }>("/sales/revenue", async ({ query }) => {
    const values = [query.start_date, query.end_date];
    const { rows } = await sales.query({ name: "revenue", text: revenue, values });
    return rows;
  });
  app.get<{ Querystring: RevenueQuery }>("/raw-clickhouse/sales/revenue", async ({ query }) => {
    const params = { start: query.start_date, end: query.end_date };
    const answer = await clickhouse.query({
      query: rawRevenue,
      query_params: params,
      format: "JSONEachRow",
    });
    return answer.json();
  });
  app.addHook("onClose", async () => {
    await sales.query("drop table yardstick_sale");
    await Promise.all([catalog.end(), sales.end(), clickhouse.close()]);
  });
  return app;
}
