import type { Position } from "../ledger/position.ts";

/** The table of facts. */
export const factTable = "sale_fact";

/** A table of PostgreSQL whose rows carry their position, and the table of ClickHouse that they go to. */
export interface Feed {
  readonly name: "category" | "product" | "sale";
  /** The table in ClickHouse. */
  readonly target: string;
  /** The columns in ClickHouse. */
  readonly columns: readonly [string, ...string[]];
  /** What is read for each of them, in the same order. */
  readonly expressions: readonly string[];
}

/** The categories: a row read twice does no harm, as the last version is in force. */
export const categoryFeed: Feed = {
  name: "category",
  target: "category",
  columns: ["id", "name", "deleted", "epoch", "xid"],
  expressions: ["id", "name", "deleted::int", "epoch", "xid"],
};

/** The products: a row read twice does no harm, as the last version is in force. */
export const productFeed: Feed = {
  name: "product",
  target: "product",
  columns: ["id", "sku", "name", "category_id", "price", "archived", "epoch", "xid"],
  expressions: [
    "id",
    "coalesce(sku, '')",
    "name",
    "category_id",
    "price",
    "archived::int",
    "epoch",
    "xid",
  ],
};

/** The ledger: each row must arrive exactly once. */
export const saleFeed: Feed = {
  name: "sale",
  target: factTable,
  columns: [
    "id",
    "kind",
    "product_id",
    "channel",
    "quantity",
    "unit_price",
    "amount",
    "sale_date",
    "refund_of",
    "expires_at",
    "epoch",
    "xid",
  ],
  expressions: [
    "id",
    "kind",
    "product_id",
    "channel",
    "quantity",
    "unit_price",
    "total_amount",
    "sale_date at time zone 'UTC'",
    "refund_of",
    "null",
    "epoch",
    "xid",
  ],
};

/**
 * Writes the line that ends a batch of sales: it holds the position of the batch's last row, and
 * the instant after which the server refuses the batch.
 *
 * @param expiresAtMs on the server's clock, in milliseconds since 1970; it never does when absent.
 */
export function writeWatermark({ epoch, xid, id }: Position, expiresAtMs?: number): string {
  const expiresAt =
    expiresAtMs === undefined
      ? "\\N"
      : new Date(expiresAtMs).toISOString().slice(0, 23).replace("T", " ");
  return `${id}\tWATERMARK\t0\t\t0\t0\t0\t\\N\t\\N\t${expiresAt}\t${epoch}\t${xid}\n`;
}
