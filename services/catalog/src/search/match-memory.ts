import type { RoaringBitmap32 } from "roaring-wasm";
import type { SearchEntry, SearchFilter } from "./search-entry.ts";

/** So many products are looked through about as quickly as an answer is sent. */
const fewCandidates = 2_000;

/** How many searches are remembered; each takes at most an eighth of a byte for every product. */
const maxRemembered = 64;

/** What searches have found that many products were looked through for; it follows the products. */
export class MatchMemory {
  readonly #found = new Map<string, { filter: SearchFilter; matches: RoaringBitmap32 }>();

  /** What a search has found, if it is remembered. */
  get(filter: SearchFilter): RoaringBitmap32 | undefined {
    const key = keyOf(filter);
    const known = this.#found.get(key);
    if (!known) return undefined;
    this.#found.delete(key);
    this.#found.set(key, known);
    return known.matches;
  }

  /**
   * Keeps what a search has found, or disposes of it when it was found quickly.
   *
   * @param candidateCount how many products were looked through for it.
   */
  keep(filter: SearchFilter, matches: RoaringBitmap32, candidateCount: number): void {
    if (candidateCount <= fewCandidates) {
      matches.dispose();
      return;
    }
    const [oldest] = this.#found;
    if (oldest && this.#found.size >= maxRemembered) {
      oldest[1].matches.dispose();
      this.#found.delete(oldest[0]);
    }
    this.#found.set(keyOf(filter), { filter, matches });
  }

  /** Takes note of a product that is new or has changed. */
  put(entry: SearchEntry): void {
    for (const { filter, matches } of this.#found.values()) {
      if (isMatch(entry, filter)) matches.add(entry.id);
      else matches.delete(entry.id);
    }
  }

  /** Takes note that a product is gone. */
  remove(id: number): void {
    for (const { matches } of this.#found.values()) matches.delete(id);
  }

  /** Frees the memory. */
  dispose(): void {
    for (const { matches } of this.#found.values()) matches.dispose();
    this.#found.clear();
  }
}

function isMatch({ categoryId, archived, search }: SearchEntry, filter: SearchFilter): boolean {
  return (
    archived === filter.archived &&
    filter.categoryIds.every((id) => id === categoryId) &&
    search.includes(filter.text ?? "")
  );
}

function keyOf({ archived, categoryIds, text }: SearchFilter): string {
  return JSON.stringify([archived, categoryIds, text]);
}
