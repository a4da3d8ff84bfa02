import { RowProblem } from "./row-problem.ts";

/**
 * Finds the SKU that a file means when case does not count: the very one if it is known, else the
 * only known one that differs by case alone.
 */
export class SkuFolder {
  readonly #exact = new Set<string>();
  readonly #byFolded = new Map<string, string[]>();

  constructor(known: Iterable<string>) {
    for (const sku of known) this.add(sku);
  }

  /** Makes a SKU known. */
  add(sku: string): void {
    if (this.#exact.has(sku)) return;
    this.#exact.add(sku);
    const folded = sku.toLowerCase();
    const same = this.#byFolded.get(folded);
    if (same) same.push(sku);
    else this.#byFolded.set(folded, [sku]);
  }

  /**
   * Answers the known spelling of a SKU, or the SKU itself when none is known.
   *
   * @throws RowProblem when several known ones differ from it, and each other, by case alone.
   */
  find(sku: string): string {
    if (this.#exact.has(sku)) return sku;
    const [only = sku, ...more] = this.#byFolded.get(sku.toLowerCase()) ?? [];
    if (more.length === 0) return only;
    const all = [only, ...more].map((each) => `"${each}"`).join(", ");
    throw new RowProblem(`sku: "${sku}" can be any of the products ${all}`);
  }
}
