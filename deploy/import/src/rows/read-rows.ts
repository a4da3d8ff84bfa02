import type { FileKind } from "../columns/fields.ts";
import { type Cells, mapHeader } from "../columns/map-header.ts";
import type { Mapping } from "../columns/parse-mapping.ts";
import { type CsvRecord, type Encoding, readRecords } from "../csv/read-records.ts";
import type { Tally } from "../report/tally.ts";
import { RowProblem } from "./row-problem.ts";

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
  readonly delimiter: string;
  readonly encoding: Encoding;
  /** Told how many bytes of the file have been read. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Reads the rows of a CSV file with a header, one by one. Rows that are not understood are counted
 * in the tally with the reason, and left out.
 *
 * @throws Error when the header lacks a column.
 */
export async function* readRows<T>(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  parse: (cells: Cells) => T,
  tally: Tally,
): AsyncGenerator<Row<T>> {
  let header: CsvRecord | undefined;
  let toCells: ((row: readonly string[]) => Cells) | undefined;
  for await (const record of readRecords(source, options)) {
    options.onProgress?.(record.position);
    if (!header || !toCells) {
      if (record.problem)
        throw new Error(`${options.kind}: the header cannot be read: ${record.problem}`);
      header = record;
      toCells = mapHeader(options.kind, record.cells, options.mappings);
      continue;
    }
    tally.read += 1;
    try {
      checkShape(record, header.cells.length);
      yield { line: record.line, value: parse(toCells(record.cells)) };
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      tally.fail(record.line, error.message);
    }
  }
  if (!header) throw new Error(`${options.kind}: the file is empty, it has no header`);
}

/** Refuses a record that was not readable or has not as many cells as the header. */
function checkShape(record: CsvRecord, expected: number): void {
  if (record.problem) throw new RowProblem(record.problem);
  if (record.cells.length === expected) return;
  throw new RowProblem(`has ${record.cells.length} cells where the header has ${expected}`);
}
