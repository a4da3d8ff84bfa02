import type { Logger } from "@backroom/kit";
import type { Pool } from "pg";
import type { ProductList } from "../database/list-products-query.ts";
import { chooseWay } from "./choose-way.ts";
import { fieldSeparator, type Pattern } from "./pattern.ts";
import { leastRemembered, rememberTotal } from "./remember-total.ts";
import { type Scouting, searchScout } from "./scout-search.ts";

/** A list of which it is not yet said how it is read. */
export type ListRequest = Omit<ProductList, "way" | "isTotalKept">;

/** Decides how lists of products are read, and which totals are worth keeping. */
export class SearchPlanner {
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #scout: (pattern: Pattern) => Promise<Scouting>;
  readonly #remembering = new Map<string, Promise<void>>();

  constructor(pool: Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
    this.#scout = searchScout(pool);
  }

  /** Decides how a list is read. */
  async plan(list: ListRequest): Promise<ProductList> {
    const { q, archived } = list;
    const isNarrowed = (list.categoryId ?? list.category ?? list.sku) !== undefined;
    if (q === undefined) return { ...list, way: "order", isTotalKept: !isNarrowed };
    const scouting = await this.#scout({ text: q, archived });
    const unknown = { ...scouting, total: undefined };
    if (isNarrowed || q.includes(fieldSeparator)) {
      return { ...list, way: chooseWay(q, unknown, 0), isTotalKept: false };
    }
    const way = chooseWay(q, scouting, list.skip + list.rowLimit);
    return { ...list, way, isTotalKept: scouting.total !== undefined };
  }

  /** Keeps the total of a search that had to be counted, when there was much to count. Nobody waits for it. */
  note({ q, archived, isTotalKept, ...list }: ProductList, total: number): void {
    const isNarrowed = (list.categoryId ?? list.category ?? list.sku) !== undefined;
    if (q === undefined || isTotalKept || isNarrowed || q.includes(fieldSeparator)) return;
    const name = `${archived}/${q}`;
    if (total < leastRemembered || this.#remembering.has(name)) return;
    const remembering = rememberTotal(this.#pool, { text: q, archived })
      .catch((error) => this.#log.warn({ err: error }, "could not keep the total of a search"))
      .finally(() => this.#remembering.delete(name));
    this.#remembering.set(name, remembering);
  }

  /** Waits until nothing is being kept any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#remembering.values());
  }
}
