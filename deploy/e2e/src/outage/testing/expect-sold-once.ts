import { expect } from "vitest";
import { get, rest } from "../../testing/rest.ts";
import { until } from "../../testing/until.ts";

/**
 * Expects that of a product exactly the sales with these keys are in the ledger, each once, and that
 * its stock, of which there was so much, has followed them.
 */
export async function expectSoldOnce(
  productId: number,
  keys: readonly string[],
  stockBefore: number,
): Promise<void> {
  const { text } = await rest("GET", `/sales/export?format=ndjson&product_id=${productId}`);
  const lines = text.split("\n").filter(Boolean);
  const sold = lines.map((line) => JSON.parse(line).idempotency_key);
  expect(sold.toSorted()).toEqual([...keys].sort());
  await until(async () => {
    expect((await get(`/inventory/${productId}`)).stock).toBe(stockBefore - keys.length);
  }, 60_000);
}
