import { formatDecimal } from "@backroom/kit";

/** What was taken, in ten-thousandths of the currency, and how much was sold. */
export interface Sums {
  /** Sales less voids. */
  readonly gross: bigint;
  /** What was given back, 0 or less. */
  readonly refunds: bigint;
  /** Pieces sold less pieces given back. */
  readonly units: bigint;
  /** Number of sales less number of voids. */
  readonly sales: bigint;
}

/** The sums of nothing. */
export const noSums: Sums = { gross: 0n, refunds: 0n, units: 0n, sales: 0n };

/** Adds two sums. */
export function addSums(left: Sums, right: Sums): Sums {
  return {
    gross: left.gross + right.gross,
    refunds: left.refunds + right.refunds,
    units: left.units + right.units,
    sales: left.sales + right.sales,
  };
}

/** Adds any number of sums. */
export function addAll(all: Iterable<Sums>): Sums {
  return Iterator.from(all).reduce(addSums, noSums);
}

/** Takes the second sums from the first. */
export function subtractSums(left: Sums, right: Sums): Sums {
  return {
    gross: left.gross - right.gross,
    refunds: left.refunds - right.refunds,
    units: left.units - right.units,
    sales: left.sales - right.sales,
  };
}

/** Whether sums come to nothing. */
export function isNothing({ gross, refunds, units, sales }: Sums): boolean {
  return !gross && !refunds && !units && !sales;
}

/** The net revenue, in ten-thousandths. */
export function netOf({ gross, refunds }: Sums): bigint {
  return gross + refunds;
}

/** Prints sums as the fields that every revenue message has. */
export function formatSums(sums: Sums) {
  return {
    revenue: formatDecimal(netOf(sums)),
    gross: formatDecimal(sums.gross),
    refunds: formatDecimal(sums.refunds),
    units: sums.units,
    sales: sums.sales,
  };
}
