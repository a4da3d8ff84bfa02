import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../median.ts";

/** The channel of the sales that are recorded one by one. */
export const besideChannel = "till";

const pauseMs = 10;
const headers = { "x-api-key": "123", "content-type": "application/json" };

/** How long the answer to a single sale took, in milliseconds. */
export interface Answers {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
}

/** Records one sale after the other, as a till does, for as long as some work takes. */
export async function measureBeside<T>(
  url: string,
  productId: number,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly answers: Answers }> {
  const sale = { product_id: productId, quantity: 1, price: "1.00", channel: besideChannel };
  const body = JSON.stringify(sale);
  const tookMs: number[] = [];
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  working.catch(() => undefined); // It is awaited below.
  while (!isOver) {
    const sentAtMs = performance.now();
    const { status } = await fetch(`${url}/sales`, { method: "POST", headers, body });
    if (status !== 200) throw new Error(`a sale was answered ${status}`);
    tookMs.push(performance.now() - sentAtMs);
    await sleep(pauseMs);
  }
  const result = await working;
  const answers = {
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
    count: tookMs.length,
  };
  return { result, answers };
}
