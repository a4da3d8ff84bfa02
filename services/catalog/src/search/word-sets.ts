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

/** A plentiful word, and the products that hold it. */
interface PlentifulWord {
  readonly word: string;
  readonly set: RoaringBitmap32;
}

/**
 * Which products hold the words that are plentiful: so that they need not be looked through for a
 * text that is within such a word. A set misses the few products that came before it was begun.
 */
export class WordSets {
  /** By the hash of the word: so no text is cut up to look for its words. */
  readonly #words = new Map<number, PlentifulWord[]>();
  readonly #counts = new Map<string, number>();
  #wordCount = 0;
  #added = 0;

  /** Adds a product. */
  add(id: number, text: string): void {
    if (this.#added++ % sampleEvery === 0) this.#count(text);
    this.#visit(text, (set) => set.add(id));
  }

  /** Takes out a product that was added with this text. */
  remove(id: number, text: string): void {
    this.#visit(text, (set) => set.delete(id));
  }

  /**
   * Finds products that surely contain a text, though maybe not all of them.
   *
   * @returns a set of its own, which the caller disposes of.
   */
  find(text: string): RoaringBitmap32 {
    const holding = [...this.#words.values()].flat().filter(({ word }) => word.includes(text));
    return RoaringBitmap32.orMany(holding.map(({ set }) => set));
  }

  /** Frees the memory. */
  dispose(): void {
    for (const { set } of [...this.#words.values()].flat()) set.dispose();
  }

  /** Visits the sets of the words in a text. */
  #visit(text: string, visit: (set: RoaringBitmap32) => void): void {
    visitWords(text, (start, end, hash) => {
      for (const { word, set } of this.#words.get(hash) ?? []) {
        if (word.length === end - start && text.startsWith(word, start)) visit(set);
      }
    });
  }

  /** Counts the words of a text, and begins a set for each that has become plentiful. */
  #count(text: string): void {
    if (this.#added % (sampleEvery * windowProducts) === 1) this.#counts.clear();
    visitWords(text, (start, end, hash) => {
      const word = text.slice(start, end);
      const count = (this.#counts.get(word) ?? 0) + 1;
      this.#counts.set(word, count);
      if (count < plentiful || this.#wordCount >= maxWords) return;
      const alike = this.#words.get(hash) ?? [];
      if (alike.some((other) => other.word === word)) return;
      this.#words.set(hash, [...alike, { word, set: new RoaringBitmap32() }]);
      this.#wordCount++;
    });
  }
}

/** Visits where the words of a text of the column `search` are that may have a set, and their hashes. */
function visitWords(text: string, visit: (start: number, end: number, hash: number) => void): void {
  let start = 0;
  let hash = 0;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : space;
    if (unit !== space && unit !== separatorUnit) {
      hash = (Math.imul(hash, 31) + unit) | 0;
      continue;
    }
    const length = at - start;
    if (length >= minLength && length <= maxLength) visit(start, at, hash);
    start = at + 1;
    hash = 0;
  }
}
