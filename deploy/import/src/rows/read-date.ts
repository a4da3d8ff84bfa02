import type { Cells } from "../columns/map-header.ts";
import { readText } from "./read-cells.ts";
import { RowProblem } from "./row-problem.ts";

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads a date or a date and time and writes it the RFC 3339 way; a space for the T, missing
 * seconds and a missing colon in the offset are forgiven. It must be a day of the calendar from
 * 1970 to 2104.
 */
export function readDate(cells: Cells, field: string): string {
  const text = readText(cells, field);
  const match = dateTime.exec(text);
  if (!match) {
    throw new RowProblem(
      `${field}: "${text}" is not a date such as 2025-05-18 or 2025-05-18T12:00:00Z`,
    );
  }
  const [
    ,
    year = "",
    month = "",
    day = "",
    hour,
    minute,
    second = "00",
    fraction = "",
    offset = "",
  ] = match;
  const date = `${year}-${month}-${day}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) {
    throw new RowProblem(`${field}: "${text}" is not a day of the calendar`);
  }
  if (Number(year) < 1970 || Number(year) > 2104) {
    throw new RowProblem(`${field}: "${text}" is not from 1970 to 2104`);
  }
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new RowProblem(`${field}: "${text}" is not a time of the day`);
  }
  const zone = offset.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return `${date}T${hour}:${minute}:${second}${fraction}${zone}`;
}
