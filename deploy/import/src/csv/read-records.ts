import { isUtf8 } from "node:buffer";
import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { type Line, maxLineBytes, readLines } from "./read-lines.ts";

/** How a file's bytes are to be read. */
export type Encoding = "utf-8" | "latin1";

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
 * Reads the records of a CSV file one by one, in constant memory. Empty lines are passed over. A
 * record that cannot be read is reported in its place, and reading goes on with the next line.
 */
export async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  { delimiter, encoding }: { delimiter: string; encoding: Encoding },
): AsyncGenerator<CsvRecord> {
  const lines = readLines(source);
  const ahead: Line[] = [];

  /** Answers the next line, beginning with those that a forgotten quote made us look at. */
  async function next(): Promise<Line | undefined> {
    return ahead.shift() ?? (await lines.next()).value ?? undefined;
  }

  for (let line = await next(); line; line = await next()) {
    const record = { line: line.number, cells: [], position: line.position };
    const text = decode(line, encoding);
    if (typeof text !== "string") {
      yield { ...record, problem: text.problem };
    } else if (text.trim() === "") {
      // An empty line is no record.
    } else if (!text.includes('"')) {
      yield { ...record, cells: text.split(delimiter) };
    } else {
      const taken: Line[] = [];
      let joined = text;
      let outcome = parseQuoted(joined, delimiter);
      while (outcome === "open" && taken.length < maxLinesOfRecord) {
        const more = await next();
        if (!more) break;
        taken.push(more);
        const continuation = decode(more, encoding);
        if (typeof continuation !== "string" || joined.length > maxLineBytes) break;
        joined += `\n${continuation}`;
        if (continuation.includes('"')) outcome = parseQuoted(joined, delimiter);
      }
      if (Array.isArray(outcome)) {
        yield { ...record, cells: outcome, position: taken.at(-1)?.position ?? line.position };
      } else {
        ahead.unshift(...taken);
        const problem = outcome === "open" ? "a quote is not closed" : outcome.problem;
        yield { ...record, problem };
      }
    }
  }
}

/** Reads a line's bytes as text, without the byte order mark that Excel puts first. */
function decode(line: Line, encoding: Encoding): string | { problem: string } {
  if (!line.bytes) return { problem: `the line is longer than ${maxLineBytes} bytes` };
  if (encoding === "latin1") return line.bytes.toString("latin1");
  if (!isUtf8(line.bytes)) return { problem: "the line is not UTF-8; try --encoding latin1" };
  const text = line.bytes.toString("utf8");
  return line.number === 1 && text.startsWith("\ufeff") ? text.slice(1) : text;
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
