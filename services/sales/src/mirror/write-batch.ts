import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { writeWatermark } from "./feeds.ts";
import type { Batch } from "./read-batch.ts";

/** How long a batch may take until the mirror asks whether it has arrived. */
const maxWriteMs = 10_000;

/**
 * Writes a batch as one INSERT, which is one part: all of it is there, or nothing. A batch of sales
 * ends with its watermark; one that reaches the server too late is refused there.
 *
 * @param expiresAtMs on the server's clock, in milliseconds since 1970; undefined when no delay can do harm.
 */
export async function writeBatch(
  client: ClickHouseClient,
  { feed, lines, last }: Batch,
  expiresAtMs: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const chunks = [lines];
  if (feed.name === "sale") chunks.push(Buffer.from(writeWatermark(last, expiresAtMs)));
  await client.insert({
    table: feed.target,
    columns: [...feed.columns] as [string, ...string[]],
    values: Readable.from(chunks, { objectMode: false }),
    format: "TabSeparated",
    abort_signal: AbortSignal.any([signal, AbortSignal.timeout(maxWriteMs)]),
    clickhouse_settings: { input_format_parallel_parsing: 0, parallel_view_processing: 1 },
  });
}
