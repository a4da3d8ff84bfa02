import { CreateStock } from "./001-create-stock.ts";
import { WatchLowStock } from "./002-watch-low-stock.ts";
import { IndexIdempotencyKeys } from "./003-index-idempotency-keys.ts";
import { FeedItemChanges } from "./004-feed-item-changes.ts";

/** Every migration of the schema `inventory`, oldest first. */
export const migrations = [
  { name: "001-create-stock", class: CreateStock },
  { name: "002-watch-low-stock", class: WatchLowStock },
  { name: "003-index-idempotency-keys", class: IndexIdempotencyKeys },
  { name: "004-feed-item-changes", class: FeedItemChanges },
];
