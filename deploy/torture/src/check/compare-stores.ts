import type { ClickHouseClient } from "@clickhouse/client";
import type { Pool } from "pg";
import { compareLines } from "./compare-lines.ts";

/** A question that both stores answer with the same lines. */
interface Comparison {
  readonly what: string;
  readonly postgres: string;
  readonly clickhouse: string;
}

const sumsInPostgres = "trim_scale(sum(total_amount)), sum(quantity), count(*)";
const sumsInClickhouse = "sum(amount), sum(units), sum(entries)";
const msOf = (instant: string) => `round(extract(epoch from ${instant}) * 1000)::bigint`;

/** Compares a roll-up with the ledger, by keys that both can name. */
function rollUp(
  table: string,
  keys: readonly (readonly [postgres: string, clickhouse: string])[],
  more?: readonly [string, string],
): Comparison {
  const [moreInPostgres, moreInClickhouse] = more ?? ["", ""];
  return {
    what: table,
    postgres: `select ${keys.map(([key]) => key).join(", ")}, ${sumsInPostgres}${moreInPostgres}
      from sales.sale group by ${keys.map((_, i) => i + 1).join(", ")}`,
    clickhouse: `SELECT ${keys.map(([, key]) => key).join(", ")}, ${sumsInClickhouse}${moreInClickhouse}
      FROM ${table} WHERE channel != '' GROUP BY ${keys.map((_, i) => i + 1).join(", ")}`,
  };
}

const utc = "sale_date at time zone 'UTC'";
const slot = [
  "floor(extract(epoch from sale_date) / 900)::bigint * 900",
  "toUnixTimestamp(slot)",
] as const;
const day = [`(${utc})::date`, "toString(day)"] as const;
const month = [`date_trunc('month', ${utc})::date`, "toString(month)"] as const;
const channel = ["channel", "toString(channel)"] as const;
const product = ["product_id", "product_id"] as const;
const kind = ["kind", "toString(kind)"] as const;

const comparisons: readonly Comparison[] = [
  {
    what: "sale_fact",
    postgres: `select epoch, xid, id, kind, product_id, channel, quantity, trim_scale(unit_price),
      trim_scale(total_amount), ${msOf("sale_date")}, coalesce(refund_of, 0) from sales.sale`,
    clickhouse: `SELECT epoch, xid, id, toString(kind), product_id, toString(channel), quantity, unit_price,
      amount, toUnixTimestamp64Milli(sale_date), refund_of FROM sale_fact WHERE kind != 'WATERMARK'`,
  },
  rollUp("revenue_by_slot", [slot, channel, kind]),
  rollUp("revenue_by_day", [day, channel, kind]),
  rollUp("revenue_by_day_product", [day, channel, product, kind]),
  rollUp("revenue_by_product_slot", [product, slot, channel, kind]),
  rollUp(
    "revenue_by_month_product",
    [month, channel, product, kind],
    [
      `, ${msOf("min(sale_date)")}, ${msOf("max(sale_date)")}`,
      ", toUnixTimestamp64Milli(min(first_at)), toUnixTimestamp64Milli(max(last_at))",
    ],
  ),
  {
    what: "product",
    postgres:
      "select id, coalesce(sku, ''), name, category_id, trim_scale(price), archived from sales.product",
    clickhouse: "SELECT id, sku, name, category_id, price, archived FROM product FINAL",
  },
  {
    what: "category",
    postgres: "select id, name, deleted from sales.category",
    clickhouse: "SELECT id, name, deleted FROM category FINAL",
  },
];

/** Compares every table of the mirror with the ledger, row for row and sum for sum; answers what differs. */
export async function compareStores(ledger: Pool, clickhouse: ClickHouseClient): Promise<string[]> {
  const problems: string[] = [];
  for (const { what, postgres, clickhouse: query } of comparisons) {
    const [expected, found] = await Promise.all([
      ledger.query<unknown[]>({ text: postgres, rowMode: "array", types: asText }),
      clickhouse
        .query({ query, format: "JSONCompactStringsEachRow" })
        .then((answer) => answer.json<string[]>()),
    ]);
    const problem = compareLines(
      what,
      expected.rows.map((row) => JSON.stringify(row)),
      found.map((row) => JSON.stringify(row)),
    );
    if (problem) problems.push(problem);
  }
  return problems;
}

/** Has PostgreSQL's values as it writes them, only truth in ClickHouse's words. */
const asText = {
  getTypeParser: (oid: number) => (text: string) =>
    oid === 16 ? (text === "t" ? "true" : "false") : text,
};
