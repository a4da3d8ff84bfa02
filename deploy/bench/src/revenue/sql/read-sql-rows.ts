import { type Figures, figures, isZero, type Rows } from "../mix/rows.ts";

/** A row of the statements that are written here, as either store's client gives it. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Reads what a statement answered. */
export function readSqlRows(rows: readonly SqlRow[]): Rows {
  const read = new Map<string, Figures>();
  const add = (key: string, row: Figures) => {
    if (!isZero(row)) read.set(key, row);
  };
  for (const row of rows) {
    const key = [row.range, row.key, row.segment].filter((part) => part !== undefined).join("/");
    add(key, figures(row.gross, row.refunds, row.units, row.sales));
    if (row.best_day) add(`${key}/${row.best_day}`, figures(row.best_revenue, 0, 0, 0));
  }
  const [first] = rows;
  if (first && "all_gross" in first) {
    add("total", figures(first.all_gross, first.all_refunds, first.all_units, first.all_sales));
  }
  return read;
}
