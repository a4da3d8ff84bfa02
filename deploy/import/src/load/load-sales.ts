import {
  Kind,
  type RecordSaleRequest,
  type RecordSalesResult,
} from "@backroom/proto/sales/v1/sales_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Tally } from "../report/tally.ts";
import type { SaleRow } from "../rows/parse-sale.ts";
import type { Row } from "../rows/read-rows.ts";
import { batchLimits, weighSale } from "./batch-limits.ts";
import type { Backroom } from "./connect.ts";
import { gatherBatches } from "./gather-batches.ts";
import { readServerClock } from "./read-server-clock.ts";
import { retry } from "./retry.ts";
import { runConcurrently } from "./run-concurrently.ts";

const batchesInFlight = 4;

/**
 * Records sales, a thousand a call and a few calls at a time; each has its idempotency key, so
 * that what was recorded before changes nothing.
 */
export async function loadSales(
  backroom: Backroom,
  rows: AsyncIterable<Row<SaleRow>>,
  tally: Tally,
  signal?: AbortSignal,
): Promise<void> {
  const beganAt = await readServerClock(backroom);

  /** Counts what became of one row. */
  function count(line: number, { result }: RecordSalesResult): void {
    if (result.case !== "sale") {
      const reason = result.value?.message ?? "the server did not say what became of it";
      // The server counts within the batch, which says nothing to whoever made the file.
      tally.fail(line, reason.replace(/^sales\[\d+\]\.?/, ""));
      return;
    }
    const { recordedAt } = result.value;
    if (recordedAt && timestampDate(recordedAt) < beganAt) tally.unchanged += 1;
    else tally.created += 1;
  }

  /** Records a batch; a row that only the moment forbids fails the attempt, to be retried. */
  async function record(sales: RecordSaleRequest[]): Promise<RecordSalesResult[]> {
    const { results } = await backroom.sales.recordSales({ sales }, { signal });
    if (results.length !== sales.length) {
      throw new Error(`the server answered ${results.length} results to ${sales.length} sales`);
    }
    for (const { result } of results) {
      if (result.case !== "error" || result.value.code !== "unavailable") continue;
      throw new ConnectError(result.value.message, Code.Unavailable);
    }
    return results;
  }

  /** Leaves out what cannot be sent yet. */
  async function* takeSales(): AsyncGenerator<Row<SaleRow>> {
    for await (const row of rows) {
      if (row.value.kind === Kind.SALE) yield row;
      else tally.fail(row.line, "quantity: returns cannot be recorded yet");
    }
  }

  const batches = gatherBatches(takeSales(), {
    ...batchLimits,
    weigh: (row) => weighSale(row.value.sale),
  });
  await runConcurrently(batches, batchesInFlight, async (batch) => {
    const sales = batch.map((row) => row.value.sale);
    const results = await retry(() => record(sales), { maxElapsedMs: 60_000, signal });
    for (const [index, row] of batch.entries()) {
      const result = results[index];
      if (result) count(row.line, result);
    }
  });
}
