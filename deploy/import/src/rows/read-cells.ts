import type { Cells } from "../columns/map-header.ts";
import { RowProblem } from "./row-problem.ts";

/** Reads a cell that must not be empty. */
export function readText(cells: Cells, field: string): string {
  const text = cells(field);
  if (text === undefined) throw new RowProblem(`${field}: is empty`);
  return text;
}

/** Reads a whole number; undefined when the cell is empty. */
export function readInteger(cells: Cells, field: string): number | undefined {
  const text = cells(field);
  if (text === undefined) return undefined;
  const value = /^-?[0-9]{1,15}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new RowProblem(`${field}: "${text}" is not a whole number`);
}

/** Reads a decimal and leaves out the zeros that say nothing; undefined when the cell is empty. */
export function readDecimal(cells: Cells, field: string): string | undefined {
  const text = cells(field);
  if (text === undefined) return undefined;
  // The length is bounded because the expression takes quadratic time.
  const match = text.length > 64 ? null : /^(-?)0*([0-9]*?)(?:\.([0-9]*?)0*)?$/.exec(text);
  const [, sign = "", whole = "", fraction = ""] = match ?? [];
  if (!match || !/[0-9]/.test(text)) {
    throw new RowProblem(`${field}: "${text}" is not a decimal number such as 19.99`);
  }
  if (fraction.length > 4) {
    throw new RowProblem(`${field}: "${text}" has more than four digits after the point`);
  }
  return `${sign}${whole || "0"}${fraction && `.${fraction}`}`;
}
