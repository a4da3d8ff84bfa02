import { setTimeout as delay } from "node:timers/promises";
import { type Hint, type ServerStreamHandler, unavailable } from "@backroom/kit";
import type {
  WatchChangesRequestSchema,
  WatchChangesResponseSchema,
} from "@backroom/proto/catalog/v1/feed_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Pool } from "pg";
import { toCategory } from "../database/category-row.ts";
import { toProduct } from "../database/product-row.ts";
import { beginningOf, formatPosition, type Position, parsePosition } from "../feed/position.ts";
import { type Batch, batchSize, changesReader } from "../feed/read-changes.ts";

const pollIntervalMs = 250;
const firstRetryMs = 5;

/** What a watcher needs besides the database. */
export interface WatchOptions {
  /** Given whenever something has been committed. */
  readonly changed: Hint;
  /** Aborted when the service stops. */
  readonly stopping: AbortSignal;
}

/**
 * Streams what changed after a position, then what changes. The first response comes at once, even
 * when nothing has changed. A category that a product is in comes with the product, for it may have
 * changed again after it.
 */
export function watchChanges(
  pool: Pool,
  { changed, stopping }: WatchOptions,
): ServerStreamHandler<typeof WatchChangesRequestSchema, typeof WatchChangesResponseSchema> {
  const read = changesReader(pool);
  return async function* (request, context) {
    const signal = AbortSignal.any([context.signal, stopping]);
    let position = parsePosition(request.position);
    let isFirst = true;
    let retryMs = firstRetryMs;
    while (!signal.aborted) {
      const hinted = changed.wait(pollIntervalMs, signal);
      const batch = await read(position);
      if (batch.systemIdentifier !== position.systemIdentifier) {
        position = beginningOf(batch.systemIdentifier);
        continue;
      }
      position = batch.last ?? position;
      if (isFirst || batch.last) yield toResponse(batch, position);
      isFirst = false;
      if (batch.size === batchSize) continue;
      // No hint comes when an older writer ends: ask again soon, then less and less often.
      retryMs = batch.isWaiting ? Math.min(2 * retryMs, pollIntervalMs) : firstRetryMs;
      if (batch.isWaiting) await Promise.race([hinted, delay(retryMs, undefined, { ref: false })]);
      else await hinted;
    }
    if (!context.signal.aborted) throw unavailable("the catalogue is stopping");
  };
}

/** Makes the response of a batch. */
function toResponse(
  batch: Batch,
  position: Position,
): MessageInitShape<typeof WatchChangesResponseSchema> {
  return {
    categories: batch.categories.filter((row) => !row.deleted).map(toCategory),
    deletedCategoryIds: batch.categories.filter((row) => row.deleted).map(({ id }) => BigInt(id)),
    products: batch.products.map(toProduct),
    position: formatPosition(position),
    caughtUp: batch.size < batchSize && !batch.isWaiting,
  };
}
