import { setTimeout as sleep } from "node:timers/promises";
import { type ImportSalesRequest, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { createClient as createClickhouse } from "@clickhouse/client";
import { createClient, type Transport } from "@connectrpc/connect";
import { makeMessages } from "./make-rows.ts";
import { besideChannel } from "./measure-beside.ts";

/** How fast rows went in. */
export interface ImportSpeed {
  readonly rowsPerSecond: number;
  /** From the last acknowledgement until the mirror held all. */
  readonly mirrorLagSeconds: number;
}

/** Streams rows into an import, and waits until the mirror holds them. */
export async function importRows(
  transport: Transport,
  clickhouseUrl: string,
  {
    importId,
    count,
    productIds,
  }: { importId: string; count: number; productIds: readonly number[] },
): Promise<ImportSpeed> {
  const clickhouse = createClickhouse({ url: clickhouseUrl });
  const countMirrored = async () => {
    const query = `select count() as count from sales where channel != '${besideChannel}'`;
    const answer = await clickhouse.query({ query, format: "JSONEachRow" });
    const [row] = await answer.json<{ count: string }>();
    return Number(row?.count);
  };
  try {
    const before = await countMirrored();
    const begunAtMs = performance.now();
    const { import: state } = await createClient(SalesService, transport).importSales(
      makeMessages(importId, count, productIds) as AsyncIterable<ImportSalesRequest>,
    );
    const seconds = (performance.now() - begunAtMs) / 1000;
    if (state?.added !== BigInt(count)) throw new Error(`${state?.added} of ${count} were added`);
    const answeredAtMs = performance.now();
    while ((await countMirrored()) < before + count) await sleep(20);
    return {
      rowsPerSecond: count / seconds,
      mirrorLagSeconds: (performance.now() - answeredAtMs) / 1000,
    };
  } finally {
    await clickhouse.close();
  }
}
