import { parseDecimal } from "@backroom/kit";
import type { Sums } from "../revenue/sums.ts";

/** A row of the ledger as a test expects it. */
export interface ModelRow {
  readonly id: bigint;
  readonly kind: "SALE" | "REFUND" | "VOID";
  readonly productId: bigint;
  readonly categoryId: bigint;
  readonly channel: string;
  readonly quantity: number;
  /** In ten-thousandths. */
  readonly units: bigint;
  readonly dateMs: number;
}

/** What rows are asked for. */
export interface ModelFilter {
  readonly startMs?: number | undefined;
  /** Inclusive. */
  readonly endMs?: number | undefined;
  readonly productId?: bigint | undefined;
  readonly categoryId?: bigint | undefined;
  readonly channel?: string | undefined;
}

export const granularities = ["hour", "day", "week", "month", "quarter", "year"] as const;

/** Picks the rows that match a filter, oldest first. */
export function pickRows(rows: readonly ModelRow[], filter: ModelFilter): ModelRow[] {
  const { startMs = Number.NEGATIVE_INFINITY, endMs = Number.POSITIVE_INFINITY } = filter;
  return rows
    .filter((row) => row.dateMs >= startMs && row.dateMs <= endMs)
    .filter(({ productId }) => productId === (filter.productId ?? productId))
    .filter(({ categoryId }) => categoryId === (filter.categoryId ?? categoryId))
    .filter(({ channel }) => channel === (filter.channel ?? channel))
    .toSorted((left, right) => left.dateMs - right.dateMs || Number(left.id - right.id));
}

/** Adds rows up, one by one. */
export function sumRows(rows: readonly ModelRow[]): Sums {
  let [gross, refunds, units, sales] = [0n, 0n, 0n, 0n];
  for (const row of rows) {
    if (row.kind === "REFUND") refunds += row.units;
    else gross += row.units;
    units += BigInt(row.quantity);
    sales += { SALE: 1n, REFUND: 0n, VOID: -1n }[row.kind];
  }
  return { gross, refunds, units, sales };
}

/** Sums rows by a label, leaving out what sums to nothing, in the order of the labels. */
export function sumBy(
  rows: readonly ModelRow[],
  labelOf: (row: ModelRow) => string,
): [label: string, sums: Sums][] {
  return [...Map.groupBy(rows, labelOf)]
    .map(([label, some]): [string, Sums] => [label, sumRows(some)])
    .filter(([, sums]) => !isNothing(sums))
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** Whether sums say nothing. */
export function isNothing({ gross, refunds, units, sales }: Sums): boolean {
  return !gross && !refunds && !units && !sales;
}

/** The label of the bucket of UTC that an instant lies in. */
export function labelOf(ms: number, granularity: (typeof granularities)[number]): string {
  const iso = new Date(ms).toISOString();
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (granularity === "hour") return `${iso.slice(0, 13)}:00:00+00:00`;
  if (granularity === "week") day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (granularity === "quarter") day.setUTCMonth(day.getUTCMonth() - (day.getUTCMonth() % 3), 1);
  if (granularity === "month") day.setUTCDate(1);
  if (granularity === "year") day.setUTCMonth(0, 1);
  return day.toISOString().slice(0, 10);
}

interface Printed {
  readonly revenue: string;
  readonly gross: string;
  readonly refunds: string;
  readonly units: bigint;
  readonly sales: bigint;
}

/** Reads the sums of an answer, whose net must be what it is said to be. */
export function readSums({ revenue, gross, refunds, units, sales }: Printed): Sums {
  const read = { gross: parseDecimal(gross), refunds: parseDecimal(refunds), units, sales };
  if (parseDecimal(revenue) !== read.gross + read.refunds) throw new Error(`${revenue} is not net`);
  return read;
}
