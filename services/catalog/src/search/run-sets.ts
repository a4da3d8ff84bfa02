import { RoaringBitmap32 } from "roaring-wasm";
import { Alphabet } from "./alphabet.ts";
import { DenseNumbers } from "./dense-numbers.ts";

/** So many sets are added to before others get a turn. */
const setsATurn = 1_024;

/** The sets that hold all products with a text, and maybe others. */
export interface Candidates {
  readonly sets: readonly RoaringBitmap32[];
  /** Whether whatever is in all of the sets has the text. */
  readonly isExact: boolean;
}

/** Which products hold which runs of one, two and three characters: a set of ids for every run. */
export class RunSets {
  readonly #alphabet = new Alphabet();
  /** The place in `#sets`, by key. */
  readonly #places = new DenseNumbers();
  readonly #sets: RoaringBitmap32[] = [];
  #keys = new Uint32Array(1_024);
  /** What was collected: the place of a set, and the id that belongs into it. */
  #collectedPlaces = new Uint32Array(0);
  #collectedIds = new Uint32Array(0);
  #collectedCount = 0;

  /** How many ids are yet to be settled. */
  get collectedCount(): number {
    return this.#collectedCount;
  }

  /** Adds a product. */
  add(id: number, text: string): void {
    for (const key of this.#readKeys(text)) this.#setAt(this.#places.take(key)).add(id);
  }

  /** Takes out a product that was added with this text. */
  remove(id: number, text: string): void {
    for (const key of this.#readKeys(text)) this.#setAt(this.#places.take(key)).delete(id);
  }

  /** Gives a product that was added with one text another; runs that both hold are left alone. */
  change(id: number, before: string, after: string): void {
    const gone = new Set(this.#readKeys(before));
    for (const key of this.#readKeys(after)) {
      if (!gone.delete(key)) this.#setAt(this.#places.take(key)).add(id);
    }
    for (const key of gone) this.#setAt(this.#places.take(key)).delete(id);
  }

  /** Notes a product to be added by `settle`, which is far quicker for thousands at once. */
  collect(id: number, text: string): void {
    const keys = this.#readKeys(text);
    this.#makeRoom(keys.length);
    for (const key of keys) {
      this.#collectedPlaces[this.#collectedCount] = this.#places.take(key);
      this.#collectedIds[this.#collectedCount++] = id;
    }
  }

  /** Adds what was collected, a part at every turn; nothing may be asked or collected in between. */
  *settle(): Generator<void> {
    const starts = this.#countByPlace();
    const sorted = this.#sortByPlace(starts.slice());
    this.#collectedCount = 0;
    for (let first = 0; first < starts.length; first += setsATurn) {
      yield;
      this.#addSorted(sorted, starts, first);
    }
  }

  /** Frees what collecting takes. */
  endCollecting(): void {
    this.#collectedPlaces = new Uint32Array(0);
    this.#collectedIds = new Uint32Array(0);
  }

  /** Finds the sets of a text's runs; undefined when no product has it. */
  find(text: string): Candidates | undefined {
    const pattern = this.#alphabet.readPattern(text);
    if (!pattern) return undefined;
    const sets: RoaringBitmap32[] = [];
    for (const key of pattern.keys) {
      const place = this.#places.find(key);
      const set = place === undefined ? undefined : this.#sets[place];
      if (!set) return undefined;
      sets.push(set);
    }
    return { sets, isExact: pattern.isExact };
  }

  /** Frees the memory. */
  dispose(): void {
    for (const set of this.#sets) set.dispose();
  }

  /** Where the ids of each place begin, were they sorted by place. */
  #countByPlace(): Uint32Array {
    const starts = new Uint32Array(this.#places.count + 1);
    const places = this.#collectedPlaces;
    for (let at = 0; at < this.#collectedCount; at++) {
      const next = (places[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    let sum = 0;
    for (let place = 0; place < starts.length; place++) {
      sum += starts[place] ?? 0;
      starts[place] = sum;
    }
    return starts;
  }

  /** Sorts what was collected by place; `nexts` tells where those of each begin, and is used up. */
  #sortByPlace(nexts: Uint32Array): Uint32Array {
    const sorted = new Uint32Array(this.#collectedCount);
    const [places, ids] = [this.#collectedPlaces, this.#collectedIds];
    for (let at = 0; at < sorted.length; at++) {
      const place = places[at] ?? 0;
      const next = nexts[place] ?? 0;
      nexts[place] = next + 1;
      sorted[next] = ids[at] ?? 0;
    }
    return sorted;
  }

  /** Adds the sorted ids of a turn's sets. */
  #addSorted(sorted: Uint32Array, starts: Uint32Array, first: number): void {
    const last = Math.min(first + setsATurn, starts.length - 1);
    for (let place = first; place < last; place++) {
      const [start = 0, end = 0] = [starts[place], starts[place + 1]];
      if (end - start > 1) this.#setAt(place).addMany(sorted.subarray(start, end));
      else if (end > start) this.#setAt(place).add(sorted[start] ?? 0);
    }
  }

  /** The keys of a text, until the next are read. */
  #readKeys(text: string): Uint32Array {
    if (this.#keys.length < 3 * text.length) this.#keys = new Uint32Array(3 * text.length);
    return this.#keys.subarray(0, this.#alphabet.writeKeys(text, this.#keys));
  }

  /** The set at a place, made when there is none. */
  #setAt(place: number): RoaringBitmap32 {
    const known = this.#sets[place];
    if (known) return known;
    const made = new RoaringBitmap32();
    this.#sets[place] = made;
    return made;
  }

  #makeRoom(more: number): void {
    const needed = this.#collectedCount + more;
    if (needed <= this.#collectedPlaces.length) return;
    const [places, ids] = [this.#collectedPlaces, this.#collectedIds];
    const room = Math.max(2 ** 16, 2 * needed);
    this.#collectedPlaces = new Uint32Array(room);
    this.#collectedIds = new Uint32Array(room);
    this.#collectedPlaces.set(places);
    this.#collectedIds.set(ids);
  }
}
