import { fieldSeparator } from "./field-separator.ts";

/** How many bits the number of a character has, so that those of three make one small integer. */
const bits = 10;

/** The number of all characters that came after the others were given out. */
const sharedNumber = 2 ** bits - 1;

const separatorUnit = fieldSeparator.charCodeAt(0);

/** What a text that contains a pattern must contain. */
export interface PatternKeys {
  readonly keys: readonly number[];
  /** Whether every text with these keys contains the pattern; otherwise it is only likely. */
  readonly isExact: boolean;
}

/**
 * Makes keys of runs of one, two and three characters, in UTF-16 code units. It numbers characters
 * as it comes upon them; those beyond the first thousand share one number, and thus keys.
 */
export class Alphabet {
  readonly #numbers = new Uint16Array(2 ** 16);
  #count = 0;

  /**
   * Writes the keys of all runs that a text of the column `search` holds, some more than once; none
   * spans two fields.
   *
   * @param keys where they are written; it must have room for three for each character.
   * @returns how many there are.
   */
  writeKeys(text: string, keys: Uint32Array): number {
    let count = 0;
    let first = 0;
    let second = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const third = unit === separatorUnit ? 0 : this.#numberOf(unit);
      if (third !== 0) {
        keys[count++] = third;
        if (second !== 0) keys[count++] = toKey(0, second, third);
        if (first !== 0) keys[count++] = toKey(first, second, third);
      }
      first = third === 0 ? 0 : second;
      second = third;
    }
    return count;
  }

  /** Lists the keys of a pattern; undefined when it holds a character that no text holds. */
  readPattern(pattern: string): PatternKeys | undefined {
    const numbers = Array.from(
      { length: pattern.length },
      (_, at) => this.#numbers[pattern.charCodeAt(at)] ?? 0,
    );
    if (numbers.includes(0)) return undefined;
    const runs =
      numbers.length < 3
        ? [toKey(0, ...lastTwo(numbers))]
        : numbers.slice(2).map((third, at) => toKey(numbers[at] ?? 0, numbers[at + 1] ?? 0, third));
    const isExact = numbers.length <= 3 && !numbers.includes(sharedNumber);
    return { keys: [...new Set(runs)], isExact };
  }

  /** The number of a character, given out when it is new. */
  #numberOf(unit: number): number {
    const known = this.#numbers[unit];
    if (known) return known;
    const given = Math.min(++this.#count, sharedNumber);
    this.#numbers[unit] = given;
    return given;
  }
}

/** Makes the key of three characters; 0 stands for none. */
function toKey(first: number, second: number, third: number): number {
  return (first << (2 * bits)) | (second << bits) | third;
}

/** The last two of one or two numbers, where 0 stands for none. */
function lastTwo(numbers: readonly number[]): [number, number] {
  return [numbers.at(-2) ?? 0, numbers.at(-1) ?? 0];
}
