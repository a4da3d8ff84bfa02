/** What is done with rows of a kind that shops treat differently. */
export interface RowRules {
  /** The channel of rows that name none. */
  readonly channel: string;
  /** The zone of dates without an offset; undefined for the store's. */
  readonly timeZone: string | undefined;
  /** How dates are written. */
  readonly dateFormat: DateFormat;
  /** What separates the fraction of a number; undefined for a point, refusing what is ambiguous. */
  readonly decimal: "point" | "comma" | undefined;
  /** Whether amounts with more than four digits after the point are rounded instead of refused. */
  readonly isRounding: boolean;
  /** What a row that gives something back becomes. */
  readonly returns: "refund" | "refuse" | "skip";
  /** What a row that was sold for nothing becomes. */
  readonly zeroPrice: "keep" | "refuse" | "skip";
  /** What a sale becomes whose row says the same as one before in the file. */
  readonly repeated: "keep" | "skip";
  /** Whether SKUs that differ only by case are one. */
  readonly skuCase: "exact" | "fold";
  /** What becomes of a product without a name. */
  readonly missingName: "refuse" | "sku";
}

/** The order of day, month and year; `iso` is 2025-05-18 and nothing else. */
export type DateFormat = "iso" | "dmy" | "mdy" | "ymd";
