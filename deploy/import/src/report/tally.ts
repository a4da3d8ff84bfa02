/** A row that did not go in. */
export interface Problem {
  /** The line of the file it begins on. */
  readonly line: number;
  readonly reason: string;
}

/** More problems of one file are counted, not kept. */
export const maxKeptProblems = 1000;

/** What became of the rows of one file. */
export class Tally {
  read = 0;
  created = 0;
  updated = 0;
  unchanged = 0;
  failed = 0;
  /** How many of those that went in, now or before, give something back. */
  returned = 0;
  /** How many products were made for the rows. */
  made = 0;
  /** How many rows each rule left out. */
  readonly skipped = new Map<string, number>();
  /** The columns of the file that nothing is read from. */
  unusedColumns: readonly string[] = [];
  /** The first problems that were met. */
  readonly problems: Problem[] = [];
  readonly #maxKept: number;

  /** @param maxKept how many problems are kept. */
  constructor(maxKept = maxKeptProblems) {
    this.#maxKept = maxKept;
  }

  /** Counts a row that did not go in. */
  fail(line: number, reason: string): void {
    this.failed += 1;
    if (this.problems.length < this.#maxKept) this.problems.push({ line, reason });
  }

  /** Counts a row that a rule left out. */
  skip(rule: string): void {
    this.skipped.set(rule, (this.skipped.get(rule) ?? 0) + 1);
  }
}
