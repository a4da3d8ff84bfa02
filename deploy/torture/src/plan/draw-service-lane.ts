import type { Chance } from "@backroom/kit";
import { type Assortment, drawAmount, drawMs } from "./draw-lane.ts";

/** A sale as it is asked of the sales service. */
export interface PlannedSale {
  /** Its idempotency key, which no other sale of the trial has. */
  readonly key: string;
  readonly productId: number;
  readonly channel: string;
  readonly quantity: number;
  /** A decimal text: what is taken. */
  readonly amount: string;
  /** An RFC 3339 instant; now when absent. */
  readonly date: string | undefined;
  /** Whether it is a checkout, which is refused when there is not enough on the shelf. */
  readonly requiresStock: boolean;
}

/** Something that a client asks of the services, and asks again until it knows what became of it. */
export type ServiceWrite = { readonly pauseMs: number } & (
  | { readonly type: "sale"; readonly sale: PlannedSale; readonly atOnce: 1 | 2 }
  | {
      readonly type: "batch";
      readonly sales: readonly PlannedSale[];
      readonly allOrNothing: boolean;
    }
  | {
      readonly type: "refund";
      readonly key: string;
      readonly of: number;
      readonly isWhole: boolean;
    }
  | { readonly type: "void"; readonly key: string; readonly of: number }
  | { readonly type: "stock"; readonly key: string; readonly item: number; readonly change: number }
  | {
      readonly type: "product";
      readonly id: number;
      readonly name: string;
      readonly categoryId: number;
    }
  | { readonly type: "category"; readonly id: number; readonly name: string }
);

/** Draws what one client of the services asks. */
export function drawServiceLane(
  chance: Chance,
  name: string,
  count: number,
  assortment: Assortment,
): ServiceWrite[] {
  return Array.from({ length: count }, (_, i) => ({
    pauseMs: chance.integer(0, 60),
    ...drawWrite(chance, `${name}${i}`, assortment),
  }));
}

type Drawn = ServiceWrite extends infer W
  ? W extends unknown
    ? Omit<W, "pauseMs">
    : never
  : never;

function drawWrite(chance: Chance, key: string, assortment: Assortment): Drawn {
  const { products, categories } = assortment;
  const dice = chance.integer(1, 100);
  if (dice <= 40) {
    const sale = drawSale(chance, key, assortment);
    return { type: "sale", sale, atOnce: chance.happens(0.2) ? 2 : 1 };
  }
  if (dice <= 60) {
    const count = chance.happens(0.2) ? chance.integer(100, 400) : chance.integer(1, 12);
    const sales = Array.from({ length: count }, (_, i) =>
      drawSale(chance, `${key}-${i}`, assortment),
    );
    return { type: "batch", sales, allOrNothing: chance.happens(0.5) };
  }
  if (dice <= 75) return { type: "refund", key, of: chance.next(), isWhole: chance.happens(0.5) };
  if (dice <= 83) return { type: "void", key, of: chance.next() };
  if (dice <= 90) {
    const change = chance.integer(1, 20) * (chance.happens(0.5) ? 1 : -1);
    return { type: "stock", key, item: chance.next(), change };
  }
  const name = `Name ${chance.integer(1, 1_000_000)}`;
  if (dice <= 97) {
    const [id, categoryId] = [chance.integer(1, products), chance.integer(1, categories)];
    return { type: "product", id, name, categoryId };
  }
  return { type: "category", id: chance.integer(1, categories), name: `${name} of ${key}` };
}

function drawSale(chance: Chance, key: string, { products, channels }: Assortment): PlannedSale {
  return {
    key,
    productId: chance.integer(1, products),
    channel: chance.pick(channels),
    quantity: chance.integer(1, 5),
    amount: drawAmount(chance),
    date: chance.happens(0.7) ? new Date(drawMs(chance)).toISOString() : undefined,
    requiresStock: chance.happens(0.15),
  };
}
