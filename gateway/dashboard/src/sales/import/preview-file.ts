import {
  findColumns,
  type Reading,
  readRecords,
  readSales,
  Tally,
} from "@backroom/import/sales-file";
import { browserMachine } from "./browser-machine.ts";
import { readBlob } from "./read-blob.ts";

const shownRows = 6;
/** So much of a file is looked at, in bytes. */
const lookedAtBytes = 1 << 18;

/** A row as it will be read. */
export interface PreviewRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why it will be refused; undefined when it is understood. */
  readonly problem: string | undefined;
}

/** How a file is understood. */
export interface Preview {
  readonly header: readonly string[];
  /** Which field each column is read as, in the order of the header; undefined for none. */
  readonly fields: readonly (string | undefined)[];
  readonly rows: readonly PreviewRow[];
  /** Why nothing of the file can be read; undefined when it can. */
  readonly problem: string | undefined;
}

/** Reads the first rows of a file, to show how it is understood. */
export async function previewFile(file: Blob, reading: Reading): Promise<Preview> {
  const start = file.slice(0, lookedAtBytes);
  let header: readonly string[] | undefined;
  const records: { readonly line: number; readonly cells: readonly string[] }[] = [];
  for await (const { line, cells } of readRecords(readBlob(start), reading)) {
    if (!header) header = cells;
    else records.push({ line, cells });
    if (records.length === shownRows) break;
  }
  const tally = new Tally();
  let problem: string | undefined;
  const names = header ?? [];
  const fields: (string | undefined)[] = names.map(() => undefined);
  try {
    for (const [field, at] of findColumns("sales", names, reading.mappings)) fields[at] = field;
    const last = records.at(-1)?.line ?? 0;
    for await (const { line } of readSales(readBlob(start), reading, browserMachine, tally)) {
      if (line >= last) break;
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : `${error}`;
  }
  const problems = new Map(tally.problems.map(({ line, reason }) => [line, reason]));
  const rows = records.map((record) => ({ ...record, problem: problems.get(record.line) }));
  return { header: names, fields, rows, problem };
}
