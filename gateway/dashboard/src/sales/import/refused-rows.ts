import { type Problem, type Reading, readRecords } from "@backroom/import/sales-file";
import { readBlob } from "./read-blob.ts";
import { rephrase } from "./split-reason.ts";

/** What the columns are called that say why a row was refused. */
const reasonColumns = ["refused_line", "refused_because"];

/**
 * Writes the refused rows of a file as CSV, with its header and the reasons in front. Once they are
 * mended it can be imported as it is: the columns of the reasons are not read.
 */
export async function writeRefusedRows(
  file: Blob,
  reading: Reading,
  refused: readonly Problem[],
): Promise<Blob> {
  const reasons = new Map(refused.map(({ line, reason }) => [line, reason]));
  const lines: string[] = [];
  let hasHeader = false;
  for await (const { line, cells } of readRecords(readBlob(file), reading)) {
    const reason = reasons.get(line);
    if (!hasHeader) lines.push(writeLine([...reasonColumns, ...cells]));
    else if (reason !== undefined) lines.push(writeLine([`${line}`, rephrase(reason), ...cells]));
    hasHeader = true;
  }
  return new Blob(lines, { type: "text/csv" });
}

/** Writes a line of RFC 4180. */
function writeLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\r\n;\t|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(",")}\r\n`;
}
