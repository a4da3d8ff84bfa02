import { fieldSeparator } from "./pattern.ts";

/** Patterns of up to so many characters are all counted. */
export const maxCountedLength = 3;

/** The longer patterns whose totals are kept, and all that they begin with. */
export interface KeptPatterns {
  readonly whole: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
}

/** Prepares longer patterns to be looked for. */
export function keepPatterns(patterns: readonly string[]): KeptPatterns {
  const beginnings = new Set<string>();
  for (const pattern of patterns) {
    let beginning = "";
    for (const character of pattern) {
      beginning += character;
      beginnings.add(beginning);
    }
  }
  return { whole: new Set(patterns), beginnings };
}

/**
 * Lists the patterns, each once, that a searched text contains and whose totals are kept: the empty
 * one, all of up to three characters, and the longer ones that are kept. None spans two of the
 * fields, which U+0001 separates.
 */
export function listPatterns(search: string, kept: KeptPatterns): Set<string> {
  const found = new Set([""]);
  for (const field of search.split(fieldSeparator)) {
    const characters = Array.from(field);
    for (let start = 0; start < characters.length; start++) {
      let pattern = "";
      for (let end = start; end < characters.length; end++) {
        pattern += characters[end];
        const isShort = end - start < maxCountedLength;
        if (!isShort && !kept.beginnings.has(pattern)) break;
        if (isShort || kept.whole.has(pattern)) found.add(pattern);
      }
    }
  }
  return found;
}
