import { type RawBuilder, sql } from "kysely";
import type { Dimension } from "./query.ts";

/** What a row of the ledger counts for in each dimension. */
export const keys: Record<Dimension, RawBuilder<unknown>> = {
  product: sql`product_id`,
  category: sql`(select category_id from sales.product where product.id = sale.product_id)`,
  channel: sql`channel collate "C"`,
};
