import { unavailable } from "@backroom/kit";
import type { MemoryShop } from "./memory-shop.ts";

/** Counts a write, and fails after the fact if an answer is to be lost. */
export function loseAnswer(shop: MemoryShop): void {
  shop.writes += 1;
  if (shop.lostAnswers === 0) return;
  shop.lostAnswers -= 1;
  throw unavailable("the answer was lost");
}

/** Answers one page of a list, as the services do. */
export function pageOf<T>(
  all: readonly T[],
  { limit = 100, pageToken }: { limit?: number; pageToken: string },
): { items: T[]; total: bigint; nextPageToken: string } {
  const start = Number(pageToken || 0);
  const items = all.slice(start, start + limit);
  const end = start + items.length;
  return { items, total: BigInt(all.length), nextPageToken: end < all.length ? `${end}` : "" };
}
