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
  const heads = ["", "read", "created", "updated", "unchanged", "failed"];
  const rows = reports.map(({ kind, tally: t }) => [
    kind,
    ...[t.read, t.created, t.updated, t.unchanged, t.failed].map(String),
  ]);
  const table = [heads, ...rows].map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(9) : cell.padStart(11))).join(""),
  );
  return [...table, `${seconds.toFixed(1)} seconds`].join("\n");
}
