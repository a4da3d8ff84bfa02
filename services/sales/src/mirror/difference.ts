/** Something in which the mirror was found to differ from the ledger. */
export interface Difference {
  /** The table of the mirror that is wrong. */
  readonly table: string;
  /** Where in it: a UTC day or month as `YYYY-MM-DD`, or the id of a product or category. */
  readonly place: string;
  /** What it should hold there. */
  readonly expected: string;
  /** What it holds. */
  readonly found: string;
}
