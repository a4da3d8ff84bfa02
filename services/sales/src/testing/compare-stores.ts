import { expect } from "vitest";
import type { TestStores } from "./open-test-stores.ts";

const ofRollUp = "sum(amount), sum(units), sum(entries)";

/** Every table of the mirror but those by the shop's days, and how its sums are written. */
const tables: Record<string, string> = {
  sale_fact: "sum(amount), sum(toInt64(quantity)), countIf(kind != 'WATERMARK')",
  ...Object.fromEntries(
    ["slot", "day", "day_product", "month_product", "product_slot"].map((name) => [
      `revenue_by_${name}`,
      ofRollUp,
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
  const listed = await stores.clickhouse.query({
    query:
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'revenue\\_by\\_store\\_%' AND name NOT LIKE '%\\_beside\\_%'",
    format: "JSONCompactEachRow",
  });
  const byStore = (await listed.json<[string]>()).map(([name]) => [name, ofRollUp] as const);
  expect(byStore).toHaveLength(4);
  for (const [table, sums] of [...Object.entries(tables), ...byStore]) {
    const query = `SELECT ${sums} FROM ${table}`;
    const answer = await stores.clickhouse.query({ query, format: "JSONCompactEachRow" });
    [found[table]] = await answer.json();
    expected[table] = [amount, units, count];
  }
  expect(found).toEqual(expected);
}
