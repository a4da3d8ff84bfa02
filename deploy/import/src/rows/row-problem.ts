/** What is wrong with a row, in words for whoever made the file. */
export class RowProblem extends Error {
  override name = "RowProblem";
}

/** Says that a row is left out because a rule of the command wants it so. */
export class RowSkip extends Error {
  override name = "RowSkip";
  /** The rule, in a few words. */
  readonly rule: string;

  constructor(rule: string) {
    super(rule);
    this.rule = rule;
  }
}
