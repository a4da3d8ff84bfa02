import type { FileKind } from "../columns/fields.ts";
import { type Cells, type Columns, mapHeader } from "../columns/map-header.ts";
import type { Mapping } from "../columns/parse-mapping.ts";
import type { Encoding } from "../csv/decode-line.ts";
import { type CsvRecord, readRecords } from "../csv/read-records.ts";
import type { Tally } from "../report/tally.ts";
import { RowProblem, RowSkip } from "./row-problem.ts";

/** A row that was understood. */
export interface Row<T> {
  /** The line of the file it begins on. */
  readonly line: number;
  readonly value: T;
}

/** How to read a file. */
export interface ReadOptions {
  readonly kind: FileKind;
  readonly mappings: readonly Mapping[];
  /** What separates cells; undefined to find it in the header. */
  readonly delimiter: string | undefined;
  readonly encoding: Encoding;
  /** Told how many bytes of the file have been read. */
  readonly onProgress?: (bytes: number) => void;
  /** Breaks the reading off. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the rows of a CSV file with a header, one by one. Rows that are not understood are counted
 * in the tally with the reason, and left out, as are those that a rule leaves out.
 *
 * @throws Error when the header lacks a column.
 */
export async function* readRows<T>(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  parse: (cells: Cells) => T,
  tally: Tally,
): AsyncGenerator<Row<T>> {
  let columns: Columns | undefined;
  let width = 0;
  for await (const record of readRecords(source, options)) {
    options.signal?.throwIfAborted();
    options.onProgress?.(record.position);
    if (!columns) {
      checkHeader(record, options.kind);
      columns = mapHeader(options.kind, record.cells, options.mappings);
      tally.unusedColumns = columns.unused;
      width = widthOf(record.cells);
      continue;
    }
    tally.read += 1;
    try {
      checkShape(record, width);
      yield { line: record.line, value: parse(columns.toCells(record.cells)) };
    } catch (error) {
      if (error instanceof RowSkip) tally.skip(error.rule);
      else if (error instanceof RowProblem) tally.fail(record.line, error.message);
      else throw error;
    }
  }
  if (!columns) throw new Error(`${options.kind}: the file is empty, it has no header`);
}

/** Refuses a header that cannot be one. */
function checkHeader({ problem, cells }: CsvRecord, kind: FileKind): void {
  if (problem) throw new Error(`${kind}: the header cannot be read: ${problem}`);
  if (!cells.some((cell) => cell.includes("\r"))) return;
  throw new Error(`${kind}: the lines end with CR alone; they must end with LF or CRLF`);
}

/** How many cells there are up to the last that is not empty. */
function widthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

/**
 * Refuses a record that was not readable, or has not as many cells as the header has names; empty
 * cells beyond that say nothing.
 */
function checkShape({ problem, cells }: CsvRecord, expected: number): void {
  if (problem) throw new RowProblem(problem);
  const { length } = cells;
  if (length === expected || (length > expected && widthOf(cells) <= expected)) return;
  throw new RowProblem(`has ${length} cells where the header has ${expected}`);
}
