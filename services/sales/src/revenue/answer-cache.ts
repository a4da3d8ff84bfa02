import { LRUCache } from "lru-cache";
import { Counter, Gauge, type Registry } from "prom-client";
import type { Contents, Reads } from "../mirror/contents.ts";
import { estimateBytes } from "./estimate-bytes.ts";

/** An answer, and what makes it good. */
interface Entry {
  readonly value: object;
  readonly reads: Reads;
  /** It is as if it had been made after so many changes. */
  changeCount: number;
}

/** What an entry takes beside its answer, in bytes. */
const entryBytes = 400;

/** The largest part of the memory that one answer may take. */
const maxEntryShare = 1 / 8;

/**
 * Keeps answers of the mirror for as long as nothing has changed of what they were made from: the
 * sales of their days and products, and the catalogue where it counts. The least recently used give
 * way to others.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, Entry>;
  readonly #removals: Counter<"reason">;
  #contents: Contents | undefined;

  /** @param maxBytes how much memory the answers may take, by a rather high estimate; none is kept for 0. */
  constructor(maxBytes: number, registry: Registry) {
    const removals = new Counter({
      name: "backroom_revenue_cache_removals_total",
      help: "Answers that were forgotten: `moved` because something of theirs has changed, `evicted` to make room for others, `mirror` because the mirror as a whole has moved where its changes are not known one by one.",
      labelNames: ["reason"],
      registers: [registry],
    });
    this.#removals = removals;
    const answers = new LRUCache<string, Entry>({
      maxSize: Math.max(1, maxBytes),
      maxEntrySize: Math.max(1, Math.floor(maxBytes * maxEntryShare)),
      sizeCalculation: ({ value, reads }, name) =>
        entryBytes + estimateBytes(name) + estimateBytes(value) + estimateBytes(reads),
      dispose: (_entry, _name, reason) => {
        if (reason === "evict") removals.labels("evicted").inc();
      },
    });
    this.#answers = answers;
    new Gauge({
      name: "backroom_revenue_cache_entries",
      help: "Answers that are kept.",
      registers: [registry],
      collect() {
        this.set(answers.size);
      },
    });
    new Gauge({
      name: "backroom_revenue_cache_bytes",
      help: "The memory that the kept answers take, by a rather high estimate.",
      registers: [registry],
      collect() {
        this.set(answers.calculatedSize);
      },
    });
  }

  /** Finds what would be answered now; undefined when that is not known. */
  find(contents: Contents, name: string): object | undefined {
    this.#turnTo(contents);
    const entry = this.#answers.get(name);
    if (!entry) return undefined;
    if (contents.hasChanged(entry.reads, entry.changeCount)) {
      this.#answers.delete(name);
      this.#removals.labels("moved").inc();
      return undefined;
    }
    entry.changeCount = contents.changeCount;
    return entry.value;
  }

  /**
   * Keeps an answer.
   *
   * @param changeCount how many changes the contents had before the first thing was read for it.
   */
  keep(contents: Contents, name: string, value: object, reads: Reads, changeCount: number): void {
    if (contents === this.#contents) this.#answers.set(name, { value, reads, changeCount });
  }

  /** Forgets what was answered from other contents. */
  #turnTo(contents: Contents): void {
    if (contents === this.#contents) return;
    this.#contents = contents;
    this.#removals.labels("mirror").inc(this.#answers.size);
    this.#answers.clear();
  }
}
