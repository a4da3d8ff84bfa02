import { RoaringBitmap32 } from "roaring-wasm";
import { intersect } from "./intersect.ts";
import { MatchMemory } from "./match-memory.ts";
import { RunSets } from "./run-sets.ts";
import type { PagePlace, SearchEntry, SearchFilter, SearchPage } from "./search-entry.ts";
import { WordSets } from "./word-sets.ts";

/**
 * Which products contain what, are in which category and are archived, in memory: a set of ids for
 * every run of up to three characters, for every category and for the archived. Longer texts are
 * looked for among the products that hold all their runs.
 */
export class SearchIndex {
  readonly #runs = new RunSets();
  readonly #words = new WordSets();
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

  /** Adds products, or changes those that are there. */
  put(entries: readonly SearchEntry[]): void {
    for (const entry of entries) {
      const { id, search } = entry;
      this.#shelve(entry);
      this.#memory.put(entry);
      const before = this.#texts[id];
      if (before === search) continue;
      if (before === undefined) {
        this.#runs.add(id, search);
      } else {
        this.#runs.change(id, before, search);
        this.#words.remove(id, before);
      }
      this.#texts[id] = search;
      this.#words.add(id, search);
    }
  }

  /** Adds many products to an index that was never asked; none may be there already, and none is found before it is settled. */
  load(entries: readonly SearchEntry[]): void {
    for (const entry of entries) {
      this.#shelve(entry);
      this.#texts[entry.id] = entry.search;
      this.#words.add(entry.id, entry.search);
      this.#runs.collect(entry.id, entry.search);
    }
  }

  /** How many ids are yet to be settled. */
  get unsettledCount(): number {
    return this.#runs.collectedCount;
  }

  /** Lets loaded products be found, a part at every turn; the index must be left alone in between. */
  settle(): Generator<void> {
    return this.#runs.settle();
  }

  /** Frees what loading takes; the last of it must be settled. */
  endLoading(): void {
    this.#runs.endCollecting();
  }

  /** Takes a product out, if it is there. */
  remove(id: number): void {
    const text = this.#texts[id];
    if (text === undefined) return;
    this.#runs.remove(id, text);
    this.#words.remove(id, text);
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
    const pattern = text === undefined ? { sets: [], isExact: true } : this.#runs.find(text);
    const categories = filter.categoryIds.map((id) => this.#categories.get(id));
    const members = categories.filter((set) => set !== undefined);
    if (!pattern || members.length < categories.length) return { total: 0, ids: [] };
    const shelf = filter.archived ? this.#archived : this.#onSale;
    const candidates = intersect([shelf, ...members, ...pattern.sets]);
    try {
      if (text === undefined || pattern.isExact) return readPage(candidates, place);
      const matches = this.#lookThrough(candidates, text);
      const page = readPage(matches, place);
      this.#memory.keep(filter, matches, candidates.size);
      return page;
    } finally {
      candidates.dispose();
    }
  }

  /** Frees the memory; nothing may be asked afterwards. */
  dispose(): void {
    for (const set of [...this.#categories.values(), this.#onSale, this.#archived]) set.dispose();
    this.#runs.dispose();
    this.#words.dispose();
    this.#memory.dispose();
  }

  /** Finds those of the candidates that contain a text; only those without a plentiful word are looked at. */
  #lookThrough(candidates: RoaringBitmap32, text: string): RoaringBitmap32 {
    const matches = this.#words.find(text);
    matches.andInPlace(candidates);
    const others = RoaringBitmap32.andNot(candidates, matches);
    const texts = this.#texts;
    matches.addMany(others.toUint32Array().filter((id) => texts[id]?.includes(text)));
    others.dispose();
    return matches;
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
