import { RoaringBitmap32 } from "roaring-wasm";
import { Alphabet } from "./alphabet.ts";
import { intersect } from "./intersect.ts";
import { MatchMemory } from "./match-memory.ts";
import type { PagePlace, SearchEntry, SearchFilter, SearchPage } from "./search-entry.ts";

/**
 * Which products contain what, are in which category and are archived, in memory: a set of ids for
 * every run of up to three characters, for every category and for the archived. Longer texts are
 * looked for among the products that hold all their runs.
 */
export class SearchIndex {
  readonly #alphabet = new Alphabet();
  readonly #runs = new Map<number, RoaringBitmap32>();
  readonly #categories = new Map<string, RoaringBitmap32>();
  readonly #onSale = new RoaringBitmap32();
  readonly #archived = new RoaringBitmap32();
  readonly #texts: string[] = [];
  /** The set of its category, by id. */
  readonly #categoryOf: RoaringBitmap32[] = [];
  readonly #memory = new MatchMemory();

  /** How many products there are, archived or not. */
  get size(): number {
    return this.#onSale.size + this.#archived.size;
  }

  /** Adds products, or changes those that are there; each id may come only once. */
  put(entries: readonly SearchEntry[]): void {
    const added = new Map<number, number[]>();
    for (const entry of entries) {
      const { id, search } = entry;
      this.#shelve(entry);
      this.#memory.put(entry);
      const before = this.#texts[id];
      if (before === search) continue;
      if (before !== undefined) this.#removeText(id, before);
      this.#texts[id] = search;
      this.#alphabet.visitKeys(search, (key) => {
        const ids = added.get(key);
        if (ids === undefined) added.set(key, [id]);
        else ids.push(id);
      });
    }
    for (const [key, ids] of added) setOf(this.#runs, key).addMany(ids);
  }

  /** Takes a product out, if it is there. */
  remove(id: number): void {
    const text = this.#texts[id];
    if (text === undefined) return;
    this.#removeText(id, text);
    delete this.#texts[id];
    this.#categoryOf[id]?.delete(id);
    delete this.#categoryOf[id];
    this.#onSale.delete(id);
    this.#archived.delete(id);
    this.#memory.remove(id);
  }

  /** Finds the products of a filter, in the order of their ids, and counts them all. */
  find(filter: SearchFilter, place: PagePlace): SearchPage {
    const known = this.#memory.get(filter);
    if (known) return readPage(known, place);
    const { text } = filter;
    const pattern = text === undefined ? undefined : this.#alphabet.readPattern(text);
    const needed = [
      filter.archived ? this.#archived : this.#onSale,
      ...filter.categoryIds.map((id) => this.#categories.get(id)),
      ...(pattern?.keys.map((key) => this.#runs.get(key)) ?? []),
    ];
    const sets = needed.filter((set) => set !== undefined);
    if (sets.length < needed.length || (text !== undefined && !pattern)) {
      return { total: 0, ids: [] };
    }
    const candidates = intersect(sets);
    try {
      if (text === undefined || pattern?.isExact) return readPage(candidates, place);
      const texts = this.#texts;
      const matches = new RoaringBitmap32(
        candidates.toUint32Array().filter((id) => texts[id]?.includes(text)),
      );
      const page = readPage(matches, place);
      this.#memory.keep(filter, matches, candidates.size);
      return page;
    } finally {
      candidates.dispose();
    }
  }

  /** Frees the memory; nothing may be asked afterwards. */
  dispose(): void {
    const sets = [...this.#runs.values(), ...this.#categories.values()];
    for (const set of [...sets, this.#onSale, this.#archived]) set.dispose();
    this.#memory.dispose();
  }

  /** Puts a product among those of its category, and among the archived or those on sale. */
  #shelve({ id, categoryId, archived }: SearchEntry): void {
    const category = setOf(this.#categories, categoryId);
    const before = this.#categoryOf[id];
    if (before !== category) {
      before?.delete(id);
      category.add(id);
      this.#categoryOf[id] = category;
    }
    const [to, from] = archived ? [this.#archived, this.#onSale] : [this.#onSale, this.#archived];
    from.delete(id);
    to.add(id);
  }

  /** Takes a product out of the sets of what its text holds. */
  #removeText(id: number, text: string): void {
    this.#alphabet.visitKeys(text, (key) => this.#runs.get(key)?.delete(id));
  }
}

/** The set of a key, made when there is none. */
function setOf<Key>(sets: Map<Key, RoaringBitmap32>, key: Key): RoaringBitmap32 {
  const known = sets.get(key);
  if (known) return known;
  const made = new RoaringBitmap32();
  sets.set(key, made);
  return made;
}

/** Reads a page of a set. */
function readPage(set: RoaringBitmap32, { afterId, skip, count }: PagePlace): SearchPage {
  const start = (afterId > 0 ? set.rank(afterId) : 0) + skip;
  return { total: set.size, ids: set.sliceArray(start, start + count) };
}
