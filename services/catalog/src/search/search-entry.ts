/** The greatest id that a search index takes. */
export const maxIndexedId = 2 ** 32 - 2;

/** What is searched of a product. */
export interface SearchEntry {
  /** At most maxIndexedId. */
  readonly id: number;
  readonly categoryId: string;
  readonly archived: boolean;
  /** Its name and SKU as PostgreSQL folds them, with the field separator between them. */
  readonly search: string;
}

/** Which products are looked for. */
export interface SearchFilter {
  readonly archived: boolean;
  /** Those in all of these categories; one is in exactly one. */
  readonly categoryIds: readonly string[];
  /** A part of the name or SKU, folded as they are, without the field separator. */
  readonly text: string | undefined;
}

/** Which part of what is found is read. */
export interface PagePlace {
  /** The id after which it begins, at most maxIndexedId; 0 for the beginning. */
  readonly afterId: number;
  readonly skip: number;
  /** How many ids are read at the most. */
  readonly count: number;
}

/** A part of what was found. */
export interface SearchPage {
  /** How many there are in all. */
  readonly total: number;
  /** Those of the page, ascending. */
  readonly ids: readonly number[];
}
