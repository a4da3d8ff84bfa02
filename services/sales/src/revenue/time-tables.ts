import { day, finest, type Grain, month, slot } from "./grain.ts";
import type { RevenueFilter, Window } from "./query.ts";

/** A table of the mirror that revenue can be summed from. */
export interface TimeTable {
  readonly name: string;
  readonly grain: Grain;
  /** The unit of that grain that a row belongs to. */
  readonly unit: string;
  /** How many there are of sales, refunds less voids and so on. */
  readonly counts: Counts;
  /** About how many rows it has for a day of a busy shop. */
  readonly rowsPerDay: number;
  /** Whether it is sorted by product first, so that of the others nothing is read. */
  readonly isByProduct: boolean;
  /** About how many days' rows are read for some spans of time. */
  readonly readDays: (spans: readonly Window[]) => number;
}

/** Expressions over a table's rows. */
export interface Counts {
  readonly units: string;
  readonly sales: string;
  readonly entries: string;
}

const toDays = (ms: number) => ms / 86_400_000;

/** From the start of the first span to the end of the last. */
const hullDays = (spans: readonly Window[]) =>
  toDays((spans.at(-1)?.endMs ?? 0) - (spans[0]?.startMs ?? 0));

/** Estimates what is read of a table that reads of each span at least so many days. */
export const inOrder = (leastDays: number) => (spans: readonly Window[]) => {
  const ms = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return Math.min(toDays(ms) + spans.length * leastDays, hullDays(spans) + leastDays);
};

/** How a roll-up's rows count. */
export const rollUpCounts: Counts = {
  units: "sum(units)",
  sales: "(sumIf(entries, kind = 'SALE') - sumIf(entries, kind = 'VOID'))",
  entries: "sum(entries)",
};

const factCounts: Counts = {
  units: "sum(toInt64(quantity))",
  sales: "sum(toInt64(transform(kind, ['SALE', 'VOID'], [1, -1], 0)))",
  entries: "sum(toInt64(kind != 'WATERMARK'))",
};

/** The fact table and its roll-ups by UTC. */
export const tables = {
  day: {
    name: "revenue_by_day",
    grain: day,
    unit: "day",
    counts: rollUpCounts,
    rowsPerDay: 12,
    isByProduct: false,
    readDays: inOrder(100),
  },
  slot: {
    name: "revenue_by_slot",
    grain: slot,
    unit: "slot",
    counts: rollUpCounts,
    rowsPerDay: 700,
    isByProduct: false,
    readDays: inOrder(1.5),
  },
  monthProduct: {
    name: "revenue_by_month_product",
    grain: month,
    unit: "month",
    counts: rollUpCounts,
    rowsPerDay: 400,
    isByProduct: false,
    readDays: inOrder(20),
  },
  dayProduct: {
    name: "revenue_by_day_product",
    grain: day,
    unit: "day",
    counts: rollUpCounts,
    rowsPerDay: 6_000,
    isByProduct: false,
    readDays: inOrder(1),
  },
  productSlot: {
    name: "revenue_by_product_slot",
    grain: slot,
    unit: "slot",
    counts: rollUpCounts,
    rowsPerDay: 25_000,
    isByProduct: true,
    readDays: inOrder(60),
  },
  factSlot: {
    name: "sale_fact",
    grain: slot,
    unit: "toStartOfFifteenMinutes(sale_date)",
    counts: factCounts,
    rowsPerDay: 27_000,
    isByProduct: false,
    readDays: inOrder(0.04),
  },
  fact: {
    name: "sale_fact",
    grain: finest,
    unit: "sale_date",
    counts: factCounts,
    rowsPerDay: 27_000,
    isByProduct: false,
    readDays: inOrder(0.04),
  },
} as const satisfies Record<string, TimeTable>;

/** About how many rows could be read in the time that it takes to find where those of one product are. */
const rowsPerProduct = 4_500;

/** What a row of another product costs, of which no more is read than whose it is. */
const costOfOthers = 1 / 2;

/** What it costs to read a table for some spans of time, in about as many rows. */
export function costOf(
  { rowsPerDay, readDays, isByProduct }: TimeTable,
  spans: readonly Window[],
  filter: RevenueFilter,
): number {
  if (spans.length === 0) return 0;
  const rows = rowsPerDay * readDays(spans);
  const products = countProducts(filter);
  if (products === 0) return rows;
  if (!isByProduct) return rows * costOfOthers;
  return rows * Math.min(1, products / 1_000) + products * rowsPerProduct;
}

/** About how many products a filter names; 0 when it lets through all. */
function countProducts({ productIds, categoryIds }: RevenueFilter): number {
  return productIds.length > 0 ? productIds.length : categoryIds.length * 50;
}
