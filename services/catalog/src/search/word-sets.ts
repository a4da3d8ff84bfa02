import { RoaringBitmap32 } from "roaring-wasm";
import { fieldSeparator } from "./field-separator.ts";

/** The words of one product in so many are counted: it need not be known of all which are plentiful. */
const sampleEvery = 8;

/** Words are counted over so many products of the sample at a time. */
const windowProducts = 2 ** 12;

/** A word that so many products of a window hold is plentiful. */
const plentiful = 16;

/** How many words have a set at the most. */
const maxWords = 4_096;

/** Shorter words hold no text that is looked for here, and longer ones have no set. */
const minLength = 4;
const maxLength = 64;

const space = " ".charCodeAt(0);
const separatorUnit = fieldSeparator.charCodeAt(0);

/**
 * Which products hold the words that are plentiful: so that they need not be looked through for a
 * text that is within such a word. A set misses the few products that came before it was begun.
 */
export class WordSets {
  readonly #sets = new Map<string, RoaringBitmap32>();
  readonly #counts = new Map<string, number>();
  #added = 0;

  /** Adds a product. */
  add(id: number, text: string): void {
    const words = listWords(text);
    if (this.#added++ % sampleEvery === 0) this.#count(words);
    for (const word of words) this.#sets.get(word)?.add(id);
  }

  /** Takes out a product that was added with this text. */
  remove(id: number, text: string): void {
    for (const word of listWords(text)) this.#sets.get(word)?.delete(id);
  }

  /**
   * Finds products that surely contain a text, though maybe not all of them.
   *
   * @returns a set of its own, which the caller disposes of.
   */
  find(text: string): RoaringBitmap32 {
    const sets = [...this.#sets].filter(([word]) => word.includes(text)).map(([, set]) => set);
    return RoaringBitmap32.orMany(sets);
  }

  /** Frees the memory. */
  dispose(): void {
    for (const set of this.#sets.values()) set.dispose();
  }

  /** Counts words that have no set, and begins one for each that has become plentiful. */
  #count(words: readonly string[]): void {
    if (this.#added % (sampleEvery * windowProducts) === 1) this.#counts.clear();
    for (const word of words) {
      if (this.#sets.has(word) || this.#sets.size >= maxWords) continue;
      const count = (this.#counts.get(word) ?? 0) + 1;
      this.#counts.set(word, count);
      if (count === plentiful) this.#sets.set(word, new RoaringBitmap32());
    }
  }
}

/** Lists the words of a text of the column `search` that may have a set; it is called a million times. */
function listWords(text: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const unit = text.charCodeAt(at);
    if (at < text.length && unit !== space && unit !== separatorUnit) continue;
    const length = at - start;
    if (length >= minLength && length <= maxLength) words.push(text.slice(start, at));
    start = at + 1;
  }
  return words;
}
