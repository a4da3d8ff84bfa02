import { CsvError, parse } from "csv-parse/sync";
import { decodeLine, type Encoding } from "./decode-line.ts";
import { findDelimiter, readSaid } from "./find-delimiter.ts";
import { type Line, maxLineBytes, readLines } from "./read-lines.ts";

/** One record of a CSV file, or the reason why there is none at that line. */
export interface CsvRecord {
  /** The line it begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the record cannot be read; its cells are then empty. */
  readonly problem?: string;
  /** How many bytes of the file have been read. */
  readonly position: number;
}

/** A quoted cell may hold line breaks, but a quote that somebody forgot must not eat the file. */
const maxLinesOfRecord = 200;

/**
 * Reads the records of a CSV file one by one, in constant memory. Lines that are empty, or hold
 * nothing but empty cells, are passed over. A record that cannot be read is reported in its place,
 * and reading goes on with the next line.
 *
 * @param options.delimiter what separates cells; undefined to find it in the first line.
 */
export async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  options: { readonly delimiter: string | undefined; readonly encoding: Encoding },
): AsyncGenerator<CsvRecord> {
  const lines = readLines(source);
  const ahead: Line[] = [];
  const { encoding } = options;
  let delimiter = options.delimiter ?? "";

  /** Answers the next line, beginning with those that a forgotten quote made us look at. */
  async function next(): Promise<Line | undefined> {
    return ahead.shift() ?? (await lines.next()).value ?? undefined;
  }

  for (let line = await next(); line; line = await next()) {
    const record = { line: line.number, cells: [], position: line.position };
    const text = decodeLine(line, encoding);
    if (typeof text !== "string") {
      yield { ...record, problem: text.problem };
      continue;
    }
    if (text.trim() === "") continue;
    delimiter ||= findDelimiter(text);
    if (line.number === 1 && readSaid(text) !== undefined) continue;
    if (!text.includes('"')) {
      const cells = text.split(delimiter);
      if (!isEmpty(cells)) yield { ...record, cells };
    } else {
      const taken: Line[] = [];
      let joined = text;
      let outcome = parseQuoted(joined, delimiter);
      while (outcome === "open" && taken.length < maxLinesOfRecord) {
        const more = await next();
        if (!more) break;
        taken.push(more);
        const continuation = decodeLine(more, encoding);
        if (typeof continuation !== "string" || joined.length > maxLineBytes) break;
        joined += `\n${continuation}`;
        if (continuation.includes('"')) outcome = parseQuoted(joined, delimiter);
      }
      if (Array.isArray(outcome)) {
        if (isEmpty(outcome)) continue;
        yield { ...record, cells: outcome, position: taken.at(-1)?.position ?? line.position };
      } else {
        ahead.unshift(...taken);
        const problem = outcome === "open" ? "a quote is not closed" : outcome.problem;
        yield { ...record, problem };
      }
    }
  }
}

/** Parses one record with quotes; `open` when it goes on in the next line. */
function parseQuoted(text: string, delimiter: string): string[] | "open" | { problem: string } {
  try {
    return parse(text, { delimiter, to: 1 })[0] ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_QUOTE_NOT_CLOSED") return "open";
    return { problem: error.message.replace(/(,| at) (line|record) .*$/, "") };
  }
}

/** Whether a row has nothing but empty cells, as those that Excel leaves at the end. */
function isEmpty(cells: readonly string[]): boolean {
  return !cells.some((cell) => cell.trim() !== "");
}
