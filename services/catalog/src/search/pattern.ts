/** What is searched for. */
export interface Pattern {
  /** A part of the name or SKU, in any case, taken literally. */
  readonly text: string;
  /** Whether among the archived products, or among the others. */
  readonly archived: boolean;
}

/** What separates the fields that are searched; a text that holds it could span two of them. */
export const fieldSeparator = "\u0001";

/** Writes the LIKE pattern of everything that contains a text; in lower case it fits the column `search`. */
export function toLike(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
