import type { RecordSalesResult } from "@backroom/proto/sales/v1/sales_pb";
import { batchLimits, weighSale } from "../load/batch-limits.ts";
import { type Backroom, type BackroomAddress, connectBackroom } from "../load/connect.ts";
import { gatherBatches } from "../load/gather-batches.ts";
import { indexCatalogue } from "../load/index-catalogue.ts";
import { loadProducts } from "../load/load-products.ts";
import { loadStock } from "../load/load-stock.ts";
import { retry } from "../load/retry.ts";
import { runConcurrently } from "../load/run-concurrently.ts";
import { waitForMirror } from "../load/wait-for-mirror.ts";
import { Tally } from "../report/tally.ts";
import { demoProducts, demoStock } from "./demo-products.ts";
import { type DemoSale, makeSales } from "./demo-sales.ts";

/** How far the loading of the demo data is. */
export interface DemoProgress {
  /** Steps done and in all; a step is about the work of one sale. */
  readonly done: number;
  readonly total: number;
  /** What is being done, in a few words. */
  readonly message: string;
}

/** What loadDemo needs. */
export interface DemoOptions extends BackroomAddress {
  /** Told again and again how far it is. */
  readonly onProgress?: (progress: DemoProgress) => void;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
  /** Where the made-up history ends; now when absent. */
  readonly today?: Date;
}

/** What is there after loading. */
export interface DemoSummary {
  readonly products: number;
  readonly items: number;
  readonly sales: number;
  readonly refunds: number;
}

/**
 * Loads three years of a made-up shop into a running Backroom through its API, and waits until
 * all of it shows up in the mirror. When it was broken off, doing it again completes it.
 *
 * @throws Error when a row is refused; ConnectError when Backroom cannot be reached for a minute.
 */
export async function loadDemo(options: DemoOptions): Promise<DemoSummary> {
  const backroom = connectBackroom(options);
  const { signal, onProgress, today = new Date() } = options;
  const sales = [...makeSales(today)];
  const total = sales.length;
  onProgress?.({ done: 0, total, message: "products and stock" });
  await loadShelves(backroom, signal);
  const batches = gatherBatches(sales, { ...batchLimits, weigh: ({ sale }) => weighSale(sale) });
  let done = 0;
  let refunds = 0;
  await runConcurrently(batches, 3, async (batch) => {
    const refunded = await loadBatch(backroom, batch, signal);
    refunds += refunded;
    done += batch.length;
    onProgress?.({ done, total, message: `${done} of ${total} sales` });
  });
  onProgress?.({ done, total, message: "waiting for the mirror" });
  await waitForMirror(backroom, signal);
  return { products: demoProducts.length, items: demoStock.length, sales: total, refunds };
}

/** Creates the products, and the stock items that are not there yet. */
async function loadShelves(backroom: Backroom, signal: AbortSignal | undefined): Promise<void> {
  const index = await indexCatalogue(backroom);
  const tally = new Tally();
  const products = demoProducts.map(({ row }, line) => ({ line, value: row }));
  await loadProducts(backroom, index, products, tally, signal);
  const stock = demoStock.map((value, line) => ({ line, value }));
  await loadStock(backroom, index, stock, tally, signal);
  const [problem] = tally.problems;
  if (problem) throw new Error(`the demo data was refused: ${problem.reason}`);
}

/** Records sales and their refunds; answers the number of refunds. */
async function loadBatch(
  { sales }: Backroom,
  batch: readonly DemoSale[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const patience = { maxElapsedMs: 60_000, signal };
  const request = { sales: batch.map(({ sale }) => sale), allOrNothing: true };
  const { results } = await retry(() => sales.recordSales(request, { signal }), patience);
  const refunds = batch.flatMap(({ sale, refund }, index) =>
    refund ? [{ ...refund, saleId: readId(results[index]), key: sale.idempotencyKey }] : [],
  );
  await runConcurrently(refunds, 4, async ({ key, ...terms }) => {
    const refund = { ...terms, idempotencyKey: `${key}-refund`, reason: "Sent back" };
    await retry(() => sales.refundSale(refund, { signal }), patience);
  });
  return refunds.length;
}

/** Answers the id of a recorded sale. */
function readId(outcome: RecordSalesResult | undefined): bigint {
  if (outcome?.result.case === "sale") return outcome.result.value.id;
  throw new Error(`the demo data was refused: ${outcome?.result.value?.message ?? "no result"}`);
}
