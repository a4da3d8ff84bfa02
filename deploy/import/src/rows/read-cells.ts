import type { Cells } from "../columns/map-header.ts";
import { RowProblem } from "./row-problem.ts";

/** Reads a cell that must not be empty. */
export function readText(cells: Cells, field: string): string {
  const text = cells(field);
  if (text === undefined) throw new RowProblem(`${field}: is empty`);
  return text;
}
