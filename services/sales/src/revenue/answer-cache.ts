import { LRUCache } from "lru-cache";
import { Counter, type Registry } from "prom-client";

/** The most points or rows that are kept, of all answers together. */
const maxRows = 200_000;

/**
 * Keeps answers of the mirror for as long as the mirror holds the same. Every change passes through
 * the mirror, so an answer is good exactly as long as what the mirror holds has the same name.
 */
export class AnswerCache {
  readonly #answers = new LRUCache<string, { value: object }>({ max: 2_000, maxSize: maxRows });
  readonly #lookups: Counter<"result">;
  #contents = "";

  constructor(registry: Registry) {
    this.#lookups = new Counter({
      name: "backroom_revenue_cache_lookups_total",
      help: "Revenue questions to the mirror, by whether the answer was known already.",
      labelNames: ["result"],
      registers: [registry],
    });
  }

  /**
   * Answers what is known, else asks.
   *
   * @param contents names what the mirror holds.
   * @param question names what is asked, and how the answer is shaped.
   * @param sizeOf the number of points or rows of an answer.
   */
  async get<T extends object>(
    contents: string,
    question: string,
    ask: () => Promise<T>,
    sizeOf: (value: T) => number,
  ): Promise<T> {
    if (contents !== this.#contents) {
      this.#answers.clear();
      this.#contents = contents;
    }
    const known = this.#answers.get(question);
    this.#lookups.labels(known ? "hit" : "miss").inc();
    if (known) return known.value as T;
    const value = await ask();
    // Whatever has arrived since only adds to the answer, but a later one must not find it.
    if (this.#contents === contents) {
      this.#answers.set(question, { value }, { size: 1 + sizeOf(value) });
    }
    return value;
  }
}

/** Names a question by all that it depends on. */
export function nameQuestion(question: object): string {
  return JSON.stringify(question, (_key, value) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}
