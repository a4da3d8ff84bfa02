interface Row {
  /** A decimal text. */
  readonly revenue: string;
  readonly rest: boolean;
}

/**
 * The lengths of bars, 0 to 1: of the greatest listed row, which is drawn full. All others together
 * are often far more than that; they have no bar, for it could not be compared.
 */
export function scaleBars(rows: readonly Row[]): readonly number[] {
  const values = rows.map(({ revenue, rest }) => (rest ? 0 : Math.max(Number(revenue), 0)));
  const greatest = Math.max(...values, 0);
  return values.map((value) => (greatest > 0 ? value / greatest : 0));
}
