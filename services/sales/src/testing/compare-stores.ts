import { expect } from "vitest";
import type { TestStores } from "./open-test-stores.ts";

/** Every table of the mirror, and how its sums are written. */
const tables: Record<string, string> = {
  sale_fact: "sum(amount), sum(toInt64(quantity)), countIf(kind != 'WATERMARK')",
  ...Object.fromEntries(
    ["slot", "day", "day_product", "month_product", "product_slot"].map((name) => [
      `revenue_by_${name}`,
      "sum(amount), sum(units), sum(entries)",
    ]),
  ),
};

/** Expects every table of the mirror to hold exactly what the ledger holds. */
export async function expectSameSums(stores: TestStores): Promise<void> {
  const { rows } = await stores.pool.query<{ amount: string; units: string; rows: string }>(
    "select trim_scale(sum(total_amount))::text as amount, sum(quantity)::text as units, count(*)::text as rows from sales.sale",
  );
  const { amount, units, rows: count } = rows[0] ?? {};
  const found: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [table, sums] of Object.entries(tables)) {
    const query = `SELECT ${sums} FROM ${table}`;
    const answer = await stores.clickhouse.query({ query, format: "JSONCompactEachRow" });
    [found[table]] = await answer.json();
    expected[table] = [amount, units, count];
  }
  expect(found).toEqual(expected);
}
