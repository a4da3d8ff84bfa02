import type { FileKind } from "../columns/fields.ts";
import type { Tally } from "./tally.ts";

/** What became of one file. */
export interface FileReport {
  readonly kind: FileKind;
  /** Its path, or `-`. */
  readonly path: string;
  readonly tally: Tally;
}

/** Prints the rows that did not go in, as `file:line: reason`. */
export function formatProblems({ path, tally }: FileReport): string[] {
  const lines = [...tally.problems]
    .sort((a, b) => a.line - b.line)
    .map(({ line, reason }) => `${path === "-" ? "(stdin)" : path}:${line}: ${reason}`);
  const unlisted = tally.failed - tally.problems.length;
  return unlisted > 0 ? [...lines, `… and ${unlisted} more rows failed`] : lines;
}

/** Prints the last word: a table of what became of the rows of each file. */
export function formatSummary(reports: readonly FileReport[], seconds: number): string {
  const heads = ["", "read", "created", "updated", "unchanged", "skipped", "failed"];
  const rows = reports.map(({ kind, tally: t }) => {
    const skipped = [...t.skipped.values()].reduce((sum, count) => sum + count, 0);
    return [kind, ...[t.read, t.created, t.updated, t.unchanged, skipped, t.failed].map(String)];
  });
  const table = [heads, ...rows].map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(9) : cell.padStart(11))).join(""),
  );
  return [...table, ...reports.flatMap(formatNotes), `${seconds.toFixed(1)} seconds`].join("\n");
}

/** Prints what else there is to say of a file. */
function formatNotes({ kind, tally }: FileReport): string[] {
  const notes = [...tally.skipped].map(([rule, count]) => `${count} skipped: ${rule}`);
  if (tally.returned > 0) notes.unshift(`${tally.returned} of the rows are returns`);
  if (tally.made > 0) notes.push(`${tally.made} products made`);
  if (tally.unusedColumns.length > 0) {
    notes.push(`columns not read: ${tally.unusedColumns.join(", ")}`);
  }
  return notes.map((note) => `${kind}: ${note}`);
}
