/** The shop's zone, in which its sales follow the clock and in which it is asked unless said. */
export const storeZone = "Europe/Berlin";

/** The local days between which everything was sold, both included. */
export const firstDay = Temporal.PlainDate.from("2021-01-01");
export const lastDay = Temporal.PlainDate.from("2025-12-31");

/** The channels that the shop sells on, and how likely a sale is on each. */
export const channels = [
  { name: "web", weight: 45 },
  { name: "amazon", weight: 30 },
  { name: "store", weight: 17 },
  { name: "ebay", weight: 8 },
] as const;

/** How many products there are. */
export const productCount = 2_000;

/** How many categories there are. */
export const categoryCount = 40;

/** Names a category by its number, from 0. */
export function nameCategory(index: number): string {
  return `Category ${String(index + 1).padStart(2, "0")}`;
}

/** A product of the shop. */
export interface ShopProduct {
  readonly name: string;
  readonly sku: string;
  readonly category: string;
  /** Hundredths of the currency's unit. */
  readonly priceCents: number;
  /** How likely it is sold, next to the others: few products make most of the sales. */
  readonly weight: number;
}

/** Lists the products, best sellers first; always the same. */
export function listProducts(): ShopProduct[] {
  return Array.from({ length: productCount }, (_, rank) => {
    const scramble = Math.imul(rank + 1, 2_654_435_761) >>> 0;
    const share = (scramble >>> 8) / 2 ** 24;
    return {
      name: `Product ${rank + 1}`,
      sku: `BENCH-${rank + 1}`,
      category: nameCategory(Math.floor(categoryCount * share ** 1.5)),
      priceCents: 199 + Math.floor(20_000 * ((scramble % 4093) / 4093) ** 3),
      weight: 1 / (rank + 8) ** 0.95,
    };
  });
}

/** Adds up weights to shares: the last is 1. */
export function accumulate(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let reached = 0;
  return weights.map((weight) => {
    reached += weight / sum;
    return Math.min(1, reached);
  });
}
