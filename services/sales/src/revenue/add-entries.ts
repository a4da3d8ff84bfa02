import { parseDecimal } from "@backroom/kit";
import type { Kind } from "./query.ts";
import { addSums, noSums, type Sums } from "./sums.ts";

/** Entries of one kind as ClickHouse sends what they come to: decimals and 64-bit integers in quotes. */
export type EntriesRow = readonly [
  kind: Kind | "WATERMARK",
  amount: string,
  units: string,
  entries: string,
];

/** Adds up the entries of each group; a group may have several rows of a kind. */
export function addEntries(
  rows: readonly (readonly [group: number, ...row: EntriesRow])[],
): Map<number, Sums> {
  const groups = new Map<number, Sums>();
  for (const [group, ...row] of rows) {
    const sums = readEntries(row);
    if (sums) groups.set(group, addSums(groups.get(group) ?? noSums, sums));
  }
  return groups;
}

/** Reads what entries come to; undefined when they are watermarks. */
function readEntries([kind, amount, units, entries]: EntriesRow): Sums | undefined {
  if (kind === "WATERMARK") return undefined;
  const [taken, count] = [parseDecimal(amount), BigInt(entries)];
  const isRefund = kind === "REFUND";
  return {
    gross: isRefund ? 0n : taken,
    refunds: isRefund ? taken : 0n,
    units: BigInt(units),
    sales: isRefund ? 0n : kind === "SALE" ? count : -count,
  };
}
