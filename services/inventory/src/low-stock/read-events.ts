import { type LowStockEvent, LowStockEventSchema } from "@backroom/proto/inventory/v1/inventory_pb";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { sql } from "kysely";

/** The most events that are read at once. */
export const batchSize = 500;

/** Which events are asked for; all of them when nothing is said. */
export interface EventFilter {
  readonly channel?: string | undefined;
  readonly productId?: bigint | undefined;
  readonly lowStock?: boolean | undefined;
}

/** What was read after a position. */
export interface Batch {
  /** In their order, without the products' names. */
  readonly events: readonly LowStockEvent[];
  /** The highest id of an event that was committed, whether asked for or not; 0 before the first. */
  readonly lastId: bigint;
  /** The highest id of an event that is forgotten; 0 when none is. */
  readonly forgottenId: bigint;
}

interface EventRow {
  readonly id: string;
  readonly inventory_id: string;
  readonly product_id: string;
  readonly channel: string;
  readonly quantity: string;
  readonly reorder_level: string;
  readonly low_stock: boolean;
  readonly sale_id: string | null;
  readonly occurred_ms: string;
}

type Row = { readonly last_id: string; readonly forgotten_id: string } & (
  | EventRow
  | { readonly id: null }
);

/**
 * Reads the events after a position, at most 500, or none when there is no position yet. One
 * statement, thus one snapshot: ids are in the order of commits, so none below `lastId` can come
 * any more.
 */
export async function readEvents(
  em: SqlEntityManager,
  after: bigint | undefined,
  { channel, productId, lowStock }: EventFilter,
): Promise<Batch> {
  const conditions = [
    after === undefined ? sql`false` : sql`id > ${after}`,
    ...(channel === undefined ? [] : [sql`channel = ${channel}`]),
    ...(productId === undefined ? [] : [sql`product_id = ${productId}`]),
    ...(lowStock === undefined ? [] : [sql`low_stock = ${lowStock}`]),
  ];
  const { rows } = await sql<Row>`
    select feed.forgotten_id, event.*,
      greatest(feed.forgotten_id, (select max(id) from low_stock_event)) as last_id
    from low_stock_feed feed
    left join lateral (
      select id, inventory_id, product_id, channel, quantity, reorder_level, low_stock, sale_id,
        (extract(epoch from occurred_at) * 1000)::bigint as occurred_ms
      from low_stock_event where ${sql.join(conditions, sql` and `)}
      order by id limit ${batchSize}
    ) event on true
    order by event.id
  `.execute(em.getKysely());
  return {
    events: rows.flatMap((row) => (row.id === null ? [] : [toEvent(row)])),
    lastId: BigInt(rows[0]?.last_id ?? 0),
    forgottenId: BigInt(rows[0]?.forgotten_id ?? 0),
  };
}

/** Makes an event, without its product's name, of a row. */
function toEvent(row: EventRow): LowStockEvent {
  return create(LowStockEventSchema, {
    id: BigInt(row.id),
    inventoryId: row.inventory_id,
    productId: BigInt(row.product_id),
    channel: row.channel,
    quantity: BigInt(row.quantity),
    reorderLevel: BigInt(row.reorder_level),
    lowStock: row.low_stock,
    saleId: row.sale_id === null ? undefined : BigInt(row.sale_id),
    occurredAt: timestampFromMs(Number(row.occurred_ms)),
  });
}
