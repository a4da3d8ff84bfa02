import type { Pool, PoolClient } from "pg";

/** A row of the ledger that a test records. */
export interface Entry {
  readonly kind: "SALE" | "REFUND" | "VOID";
  readonly productId: number;
  readonly channel: string;
  readonly quantity: number;
  /** A decimal text. */
  readonly amount: string;
  /** An RFC 3339 instant. */
  readonly date: string;
}

/** Records categories 1 to `categories` and products 1 to `products`, spread evenly over them. */
export async function recordCatalogue(
  pool: Pool,
  { categories, products }: { categories: number; products: number },
): Promise<void> {
  await pool.query(
    "insert into sales.category (id, name, updated_at) select i, 'Category ' || i, now() from generate_series(1, $1) i on conflict do nothing",
    [categories],
  );
  await pool.query(
    `insert into sales.product (id, name, category_id, price, version)
      select i, 'Product ' || i, (i - 1) % $2 + 1, 1, 1 from generate_series(1, $1) i on conflict do nothing`,
    [products, categories],
  );
}

/** Records entries in one statement. Each VOID is of a sale that was there before and not yet voided. */
export async function recordEntries(
  client: Pool | PoolClient,
  entries: readonly Entry[],
): Promise<void> {
  await client.query(
    `with entry as (
        select *, row_number() over (partition by kind) as place
        from json_to_recordset($1) as e(kind text, "productId" bigint, channel text, quantity int, amount numeric, date timestamptz)
      ), voidable as (
        select id, row_number() over (order by id) as place from sales.sale
        where kind = 'SALE' and id not in (select refund_of from sales.sale where kind = 'VOID')
      )
      insert into sales.sale (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, refund_of, recorded_by)
      select kind, "productId", channel, quantity, 1, amount, date, voidable.id, 'test'
      from entry left join voidable on kind = 'VOID' and voidable.place = entry.place`,
    [JSON.stringify(entries)],
  );
}
