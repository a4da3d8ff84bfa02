import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "./median.ts";

/** How long after its answer a sale was in the revenue, in milliseconds. */
export interface Freshness {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly samples: number;
}

const headers = { "x-api-key": "123", "content-type": "application/json" };

/** Records sales one after the other, some a second, and looks for each in the revenue. */
export async function measureFreshness(
  url: string,
  productId: number,
  samples: number,
): Promise<Freshness> {
  const day = "2026-02-03";
  const path = `/sales/revenue?product_id=${productId}&start_date=${day}&end_date=${day}`;
  const sale = { product_id: productId, quantity: 1, sale_date: `${day}T12:00:00Z` };

  /** Counts the sales that the revenue knows of. */
  async function count(): Promise<number> {
    const response = await fetch(`${url}${path}`, { headers });
    const points = (await response.json()) as { sales: number }[];
    return points[0]?.sales ?? 0;
  }

  const before = await count();
  const delaysMs: number[] = [];
  for (let index = 1; index <= samples; index += 1) {
    await fetch(`${url}/sales`, { method: "POST", headers, body: JSON.stringify(sale) });
    const recordedAt = performance.now();
    while ((await count()) < before + index) {
      if (performance.now() - recordedAt > 30_000) throw new Error("a sale was not seen for 30 s");
      await sleep(1);
    }
    delaysMs.push(performance.now() - recordedAt);
    await sleep(50);
  }
  return {
    p50Ms: quantile(delaysMs, 0.5),
    p99Ms: quantile(delaysMs, 0.99),
    maxMs: quantile(delaysMs, 1),
    samples,
  };
}
