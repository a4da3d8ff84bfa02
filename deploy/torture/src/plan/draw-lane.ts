import type { Chance } from "@backroom/kit";
import type { CatalogueWrite, PlannedRow, SalesWrite } from "./write.ts";

/** What the rows of a trial are about. */
export interface Assortment {
  readonly products: number;
  readonly categories: number;
  readonly channels: readonly string[];
}

const quarterMs = 900_000;
const dayMs = 24 * 3_600_000;
const earliestMs = Date.UTC(2023, 0, 1);
const latestMs = Date.UTC(2025, 11, 31);

/** Nights in which somewhere the clocks are changed. */
const nights = ["2024-03-31T01:00Z", "2024-10-27T01:00Z", "2024-11-03T06:00Z", "2025-04-05T15:00Z"];

/**
 * Draws the transactions of one writer of sales.
 *
 * @param maxRows how many rows one of them has at most.
 */
export function drawSalesLane(
  chance: Chance,
  name: string,
  count: number,
  maxRows: number,
  assortment: Assortment,
): SalesWrite[] {
  return Array.from({ length: count }, (_, i) => {
    const rowCount = Math.min(maxRows, drawRowCount(chance));
    return {
      type: "sales",
      id: `${name}${i}`,
      rows: Array.from({ length: rowCount }, () => drawRow(chance, assortment)),
      savepointAt: chance.happens(0.25) ? chance.integer(0, rowCount - 1) : undefined,
      takesBack: chance.happens(0.5),
      holdForWrites: chance.happens(0.12) ? chance.integer(1, 6) : 0,
      ending: chance.happens(0.08) ? "rollback" : "commit",
      pauseMs: chance.integer(0, 30),
    };
  });
}

/** Draws the changes of the catalogue's copy. */
export function drawCatalogueLane(
  chance: Chance,
  count: number,
  { products, categories }: Assortment,
): CatalogueWrite[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "catalogue",
    id: `catalogue${i}`,
    products: Array.from({ length: chance.integer(0, 3) }, () => ({
      id: chance.integer(1, products),
      name: drawName(chance),
      categoryId: chance.integer(1, categories),
    })),
    categories: chance.happens(0.4)
      ? [{ id: chance.integer(1, categories), name: drawName(chance) }]
      : [],
    version: i + 2,
    pauseMs: chance.integer(5, 60),
  }));
}

/** Mostly few rows, sometimes many. */
function drawRowCount(chance: Chance): number {
  if (chance.happens(0.02)) return chance.integer(300, 1_500);
  return chance.happens(0.5) ? 1 : chance.integer(2, 25);
}

function drawRow(chance: Chance, { products, channels }: Assortment): PlannedRow {
  const kind = chance.happens(0.75) ? "SALE" : chance.pick(["REFUND", "VOID"] as const);
  return {
    kind,
    productId: chance.integer(1, products),
    channel: chance.pick(channels),
    quantity: chance.happens(0.1) ? chance.integer(1, 100_000) : chance.integer(1, 5),
    amount: drawAmount(chance),
    date: new Date(drawMs(chance)).toISOString(),
    of: chance.next(),
  };
}

/** Draws a decimal with four places: mostly of a shop's size, sometimes very large or nothing. */
export function drawAmount(chance: Chance): string {
  const whole = chance.happens(0.03) ? chance.integer(0, 99_999_999_999) : chance.integer(0, 300);
  return `${whole}.${String(chance.integer(0, 9_999)).padStart(4, "0")}`;
}

/** Draws an instant, often on an edge of time. */
export function drawMs(chance: Chance): number {
  const any = chance.integer(earliestMs, latestMs);
  switch (chance.integer(0, 4)) {
    case 0:
      return Math.floor(any / quarterMs) * quarterMs; // On the edge of a slot.
    case 1:
      return Math.floor(any / dayMs) * dayMs - chance.integer(0, 1); // Just before and at midnight.
    case 2:
      return Date.parse(chance.pick(nights)) + chance.integer(-2 * 3_600_000, 2 * 3_600_000);
    default:
      return any;
  }
}

function drawName(chance: Chance): string {
  const odd = chance.pick(["", " & Söhne", "\tTab", " 'quoted' \\ back", " ☕"]);
  return `Name ${chance.integer(1, 1_000_000)}${odd}`;
}
