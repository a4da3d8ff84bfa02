import { parseDecimal } from "@backroom/kit/decimal";
import type { Row } from "./rows.ts";

/** What a column is sorted by; undefined comes last, whichever way it is sorted. */
type Key = bigint | undefined;

/** Sorts rows by a column: by time, by a figure of theirs, or by the net revenue of a segment, exactly. */
export function sortRows(rows: readonly Row[], column: string, descending: boolean): Row[] {
  const keyOf = findKey(column);
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort(
    (left, right) => compare(left.key, right.key, sign) || left.row.place - right.row.place,
  );
  return keyed.map(({ row }) => row);
}

function compare(left: Key, right: Key, sign: number): number {
  if (left === undefined || right === undefined) {
    return Number(left === undefined) - Number(right === undefined);
  }
  return sign * (Number(left > right) - Number(left < right));
}

function findKey(column: string): (row: Row) => Key {
  switch (column) {
    case "revenue":
    case "gross":
    case "refunds":
      return ({ figures }) => parseDecimal(figures[column]);
    case "units":
    case "sales":
      return ({ figures }) => figures[column];
    case "before":
      return ({ earlier }) => earlier && parseDecimal(earlier.figures.revenue);
    case "change":
      return ({ earlier }) => earlier && parseDecimal(earlier.change);
    case "percent":
      return ({ earlier }) =>
        earlier?.percent === undefined ? undefined : parseDecimal(earlier.percent);
    default: {
      if (!column.startsWith("segment.")) return ({ place }) => BigInt(place);
      const segment = Number(column.slice("segment.".length));
      return ({ segments }) => {
        const figures = segments[segment];
        return figures && parseDecimal(figures.revenue);
      };
    }
  }
}
