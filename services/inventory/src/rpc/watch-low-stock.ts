import { type Handlers, type Hint, outOfRange, unavailable } from "@backroom/kit";
import type { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Deps } from "../deps.ts";
import { type Batch, batchSize, readEvents } from "../low-stock/read-events.ts";
import { nameProducts } from "../name-products.ts";
import { requireProduct } from "../require-product.ts";

const pollIntervalMs = 1_000;

/** What a watcher needs besides the database. */
export interface WatchOptions {
  /** Given whenever an event has been committed. */
  readonly happened: Hint;
  /** Aborted when the service stops. */
  readonly stopping: AbortSignal;
  /** How long nothing happens before a message says so; 15,000 when absent. */
  readonly keepAliveMs?: number;
}

/**
 * Streams the crossings of reorder levels after a position. Events are read only as fast as they
 * are taken, at most 500 ahead, and a message without an event tells where an idle stream is.
 */
export function watchLowStock(
  deps: Pick<Deps, "em" | "products">,
  { happened, stopping, keepAliveMs = 15_000 }: WatchOptions,
): Handlers<typeof InventoryService>["watchLowStock"] {
  return async function* (request, context) {
    const { productId, after } = request;
    const signal = AbortSignal.any([context.signal, stopping]);
    if (productId !== undefined) await requireProduct(deps, productId, context);
    let position = after === undefined ? undefined : BigInt(after);
    let sentAtMs: number | undefined;
    while (!signal.aborted) {
      const hinted = happened.wait(pollIntervalMs, signal);
      const batch = await readEvents(deps.em, position, request);
      position ??= batch.lastId;
      requirePosition(position, batch);
      if (sentAtMs === undefined || performance.now() - sentAtMs >= keepAliveMs) {
        yield { position: String(position) };
        sentAtMs = performance.now();
      }
      await nameProducts(deps.products, batch.events, context);
      for (const event of batch.events) {
        yield { event, position: String(event.id) };
        sentAtMs = performance.now();
      }
      const isAll = batch.events.length < batchSize;
      position = isAll ? batch.lastId : (batch.events.at(-1)?.id ?? position);
      if (isAll) await hinted;
    }
    if (!context.signal.aborted) throw unavailable("the inventory is stopping");
  };
}

/** Refuses a position whose next events are forgotten, or that no event has reached yet. */
function requirePosition(position: bigint, { lastId, forgottenId }: Batch): void {
  const readList = "begin without it, and list what is low now";
  if (position < forgottenId) {
    throw outOfRange("after", `events after ${position} are forgotten already: ${readList}`);
  }
  if (position > lastId) {
    throw outOfRange(
      "after",
      `the last event is ${lastId}, so this is of another feed: ${readList}`,
    );
  }
}
