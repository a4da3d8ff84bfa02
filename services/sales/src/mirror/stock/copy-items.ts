import { type Backend, createContext } from "@backroom/kit";
import {
  type FeedPosition,
  InventoryFeedService,
  ListItemChangesRequestSchema,
  type ListItemChangesResponse,
} from "@backroom/proto/inventory/v1/feed_pb";
import { create } from "@bufbuild/protobuf";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { ClickHouseClient } from "@clickhouse/client";

/** How many changes are copied at once: one INSERT, which is sure to be one part. */
export const batchSize = 5_000;

/** How long ClickHouse may take for a batch. */
const maxWriteMs = 10_000;

/** Asks the inventory what has changed after a position. */
export function askItemChanges(
  inventory: Backend,
  after: FeedPosition | undefined,
  signal: AbortSignal,
): Promise<ListItemChangesResponse> {
  const request = create(ListItemChangesRequestSchema, { after, limit: batchSize });
  const context = createContext({ caller: { name: "sales" }, signal });
  return inventory.unary(InventoryFeedService.method.listItemChanges, request, context);
}

/** Writes changes into a table of items as one INSERT: all of it is there, or nothing. */
export async function writeItems(
  client: ClickHouseClient,
  table: string,
  { changes, position }: ListItemChangesResponse,
  signal: AbortSignal,
): Promise<void> {
  if (changes.length === 0) return;
  await client.insert({
    table,
    values: changes.map((change) => ({
      id: change.inventoryId,
      product_id: String(change.productId),
      channel: change.channel,
      quantity: String(change.quantity),
      reorder_level: String(change.reorderLevel),
      created_at: printInstant(change.createdAt),
      updated_at: printInstant(change.updatedAt),
      origin: String(position?.origin ?? 0n),
      xid: String(change.xid),
    })),
    format: "JSONEachRow",
    abort_signal: AbortSignal.any([signal, AbortSignal.timeout(maxWriteMs)]),
    clickhouse_settings: { input_format_parallel_parsing: 0 },
  });
}

function printInstant(instant: Parameters<typeof timestampDate>[0] | undefined): string {
  const date = instant ? timestampDate(instant) : new Date(0);
  return date.toISOString().slice(0, 23).replace("T", " ");
}
